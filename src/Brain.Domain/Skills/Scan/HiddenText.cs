using System.Text;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>Characters that nobody sees, or that show others in another order.</summary>
internal static class HiddenText
{
    private const int SelectorsMax = 3;

    /// <summary>Whether a terminal or a page shows nothing for it.</summary>
    public static bool IsHidden(char c) =>
        c
            is '\u00AD'
                or '\u034F'
                or '\u061C'
                or '\u180E'
                or '\uFEFF'
                or (>= '\u200B' and <= '\u200F')
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2060' and <= '\u206F');

    /// <summary>Looks at a text line by line.</summary>
    public static void Look(string text, ScanPlace file, ScanNotes notes)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (IsPlain(line))
                continue;
            Line(number == 1 ? line.TrimStart('\uFEFF') : line, file with { Line = number }, notes);
        }
    }

    private static bool IsPlain(string line)
    {
        foreach (var c in line)
        {
            if (c >= 0x80)
                return !line.Any(one =>
                    IsHidden(one) || one is >= '\uDB40' and <= '\uDB43' or (>= '\uFE00' and <= '\uFE0F')
                );
        }

        return true;
    }

    private static void Line(string line, ScanPlace at, ScanNotes notes)
    {
        var (tags, selectors, zeros, turns, flag) = (new StringBuilder(), 0, 0, 0, false);
        Rune before = default;
        foreach (var rune in line.EnumerateRunes())
        {
            flag = rune.Value == 0x1F3F4 || (flag && rune.Value is >= 0xE0020 and <= 0xE007F);
            if (rune.Value is >= 0xE0000 and <= 0xE007F)
            {
                if (!flag)
                    tags.Append(rune.Value is >= 0xE0020 and < 0xE007F ? (char)(rune.Value - 0xE0000) : ' ');
            }
            else if (rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF))
                selectors += IsSelector(before) ? 1 : 0;
            else if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                turns++;
            else if (rune.Value is 0x200B or 0x2060 or (>= 0x2061 and <= 0x2064) or 0x180E or 0xFEFF or 0x00AD)
                zeros++;
            else if (rune.Value is 0x200C or 0x200D && Rune.IsLetter(before) && before.Value < 0x590)
                zeros++;
            before = rune;
        }

        if (tags.Length > 0)
            notes.Add(ScanRules.HiddenText, at, $"has {tags.Length} invisible tag characters: {tags}");
        if (selectors > SelectorsMax)
            notes.Add(ScanRules.HiddenText, at, $"has {selectors} variation selectors that can carry a text");
        if (zeros > 0)
            notes.Add(
                ScanRules.HiddenText,
                at,
                $"has {zeros} characters of no width",
                zeros > SelectorsMax ? ScanSeverity.Error : ScanSeverity.Warning
            );
        if (turns > 0)
            notes.Add(
                ScanRules.Direction,
                at,
                $"has {turns} characters that turn the reading order around",
                IsRightToLeft(line) && !at.IsCode ? ScanSeverity.Warning : ScanSeverity.Error
            );
    }

    // One behind another selector; the first belongs to a sign.
    private static bool IsSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsRightToLeft(string line) => line.Any(c => c is >= '\u0590' and <= '\u08FF');
}
