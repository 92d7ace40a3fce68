using System.Globalization;
using System.Text;

namespace Brain.Cli.Screen;

/// <summary>
/// How wide a text is on a screen, in columns: letters of East Asia and emoji take two, what is set over or under a
/// letter none. Source: Unicode 16, EastAsianWidth.txt (W and F) and emoji-data.txt.
/// </summary>
internal static class TextColumns
{
    private const char EmojiFollows = '\uFE0F';

    // The first and the last of each range, in order.
    private static readonly int[] Wide =
    [
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3,
        0x25FD, 0x25FE, 0x2614, 0x2615, 0x2630, 0x2637, 0x2648, 0x2653, 0x267F, 0x267F, 0x268A, 0x268F,
        0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26CE,
        0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD,
        0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50,
        0x2B55, 0x2B55, 0x2E80, 0x303E, 0x3041, 0x3247, 0x3250, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3,
        0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x16FF1,
        0x17000, 0x18D08, 0x1AFF0, 0x1B2FB, 0x1D300, 0x1D376, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF,
        0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C,
        0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4,
        0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E,
        0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F,
        0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6D7, 0x1F6DC, 0x1F6DF,
        0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F7F0, 0x1F90C, 0x1F93A,
        0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x2FFFD, 0x30000, 0x3FFFD,
    ];

    /// <summary>How many columns a line takes.</summary>
    internal static int Of(string line)
    {
        if (Ascii.IsValid(line))
            return line.Length;
        var columns = 0;
        for (var at = 0; at < line.Length; at += StringInfo.GetNextTextElementLength(line, at))
            columns += OfOne(line.AsSpan(at, StringInfo.GetNextTextElementLength(line, at)));
        return columns;
    }

    /// <summary>As much of a line as fits, with an ellipsis where something was left out.</summary>
    internal static string Cut(string line, int columns)
    {
        if (Of(line) <= columns)
            return line;
        var (end, left) = (0, columns - 1);
        while (end < line.Length)
        {
            var length = StringInfo.GetNextTextElementLength(line, end);
            left -= OfOne(line.AsSpan(end, length));
            if (left < 0)
                break;
            end += length;
        }

        return line[..end] + "…";
    }

    /// <summary>The line with blanks behind it up to so many columns.</summary>
    internal static string Pad(string line, int columns) => line + new string(' ', Math.Max(0, columns - Of(line)));

    // What is set together to one sign on the screen takes two columns at most.
    private static int OfOne(ReadOnlySpan<char> sign)
    {
        if (sign.Contains(EmojiFollows))
            return 2;
        var columns = 0;
        foreach (var rune in sign.EnumerateRunes())
            columns += OfRune(rune);
        return Math.Min(columns, 2);
    }

    private static int OfRune(Rune rune)
    {
        if (
            Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format
        )
            return 0;
        var at = Array.BinarySearch(Wide, rune.Value);
        // A first and a last are wide themselves; between them the place that it would take is odd.
        return at >= 0 || (~at & 1) == 1 ? 2 : 1;
    }
}
