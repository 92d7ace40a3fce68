using System.Globalization;
using System.Text;

namespace Brain.Domain.Text;

/// <summary>Makes any text fit on one line of a terminal.</summary>
public static class OneLine
{
    private const char Ellipsis = '…';

    /// <summary>
    /// The text with every run of blanks, line breaks, control characters, direction marks and halves of characters
    /// made one blank, cut to <paramref name="max"/> UTF-16 units at a boundary of what people see as one character.
    /// </summary>
    public static string Of(string text, int max)
    {
        var line = new StringBuilder(Math.Min(text.Length, max) + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsBlank(rune))
                line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
            // One unit past the most tells the cut below that there was more; a character may have many units.
            if (line.Length > max * 2)
                break;
        }

        return Cut(line.ToString().TrimEnd(' '), max);
    }

    private static string Cut(string line, int max)
    {
        if (line.Length <= max)
            return line;
        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(line, end) is var next && next < max)
            end = next;
        return string.Concat(line.AsSpan(0, end).TrimEnd(' '), [Ellipsis]);
    }

    // Halves of surrogate pairs are enumerated as the replacement character.
    private static bool IsBlank(Rune rune) =>
        rune == Rune.ReplacementChar
        || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF
        || (rune.Value & 0xFFFE) == 0xFFFE;
}
