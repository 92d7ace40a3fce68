using System.Globalization;
using System.Text;

namespace Brain.Messages.Text;

/// <summary>
/// Makes any text harmless for a terminal, a file and an answer, at the one place where it leaves for them. Control
/// characters, escape sequences, marks that turn the direction of writing, and characters that nobody sees go; letters
/// of every script, emoji with their joiners, and whatever else can be seen stay as they are.
/// </summary>
public static class TerminalText
{
    // The flags that Unicode spells with tag characters; any other use of those is a text that nobody sees.
    private static readonly string[] TagFlags = ["gbeng", "gbsct", "gbwls"];

    private const int Escape = 0x1B;
    private const int ControlSequence = 0x9B;
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;
    private const int BlackFlag = 0x1F3F4;
    private const int SequenceMax = 64;

    /// <summary>
    /// The text with its lines: line feeds and tabs stay, every other line break becomes a line feed.
    /// </summary>
    public static string Sanitize(string text) => IsPlain(text, oneLine: false) ? text : Clean(text, oneLine: false);

    /// <summary>The text on one line: line breaks and tabs become a blank.</summary>
    public static string Line(string text) => IsPlain(text, oneLine: true) ? text : Clean(text, oneLine: true);

    /// <summary>
    /// Whether a character is never shown as it is, whatever stands around it; JSON names it by its number instead.
    /// </summary>
    public static bool IsHidden(int scalar) =>
        scalar
            is < 0x20
                or (>= 0x7F and <= 0x9F)
                // Soft hyphen, grapheme joiner, Arabic letter mark, Khmer and Mongolian vowels that are not seen.
                or 0xAD
                or 0x34F
                or 0x61C
                // Hangul fillers, of which two more are below.
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or 0x180E
                // Zero-width space and direction marks; line and paragraph separators and overrides; invisible
                // operators and isolates.
                or 0x200B
                or 0x200E
                or 0x200F
                or (>= 0x2028 and <= 0x202E)
                or (>= 0x2060 and <= 0x206F)
                // Hangul fillers, the byte order mark, annotations.
                or 0x3164
                or 0xFEFF
                or 0xFFA0
                or (>= 0xFFF0 and <= 0xFFFB)
                // Shorthand and musical controls, tags.
                or (>= 0x1BCA0 and <= 0x1BCA3)
                or (>= 0x1D173 and <= 0x1D17A)
                or (>= 0xE0000 and <= 0xE00FF)
                or (>= 0xE01F0 and <= 0xE0FFF)
                // What Unicode says is no character.
                or (>= 0xFDD0 and <= 0xFDEF)
        || (scalar & 0xFFFE) == 0xFFFE;

    private static bool IsPlain(string text, bool oneLine)
    {
        foreach (var unit in text)
        {
            if (
                unit is '\n' or '\t'
                    ? oneLine
                    : char.IsSurrogate(unit)
                        || IsJoiner(unit)
                        || IsSelector(unit)
                        || IsMongolianSelector(unit)
                        || IsHidden(unit)
            )
                return false;
        }

        return true;
    }

    private static string Clean(string text, bool oneLine)
    {
        var clean = new StringBuilder(text.Length);
        var before = default(Rune);
        for (var at = 0; at < text.Length;)
        {
            if (SequenceLength(text, at) is var skipped and > 0)
            {
                at += skipped;
                continue;
            }

            // Half of a surrogate pair is read as U+FFFD.
            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            at += length;
            if (IsBreak(rune.Value))
            {
                if (rune.Value == '\r' && at < text.Length && text[at] == '\n')
                    at++;
                AppendBreak(clean, rune.Value, oneLine);
                before = default;
            }
            else if (FlagLength(rune, text, at) is var tags and > 0)
            {
                clean.Append(rune.ToString()).Append(text, at, tags);
                at += tags;
                before = rune;
            }
            else if (IsKept(rune, before, text, at))
            {
                clean.Append(rune.ToString());
                before = rune;
            }
        }

        return clean.ToString();
    }

    private static void AppendBreak(StringBuilder clean, int scalar, bool oneLine)
    {
        if (!oneLine)
            clean.Append(scalar == '\t' ? '\t' : '\n');
        else if (clean.Length > 0 && clean[^1] != ' ')
            clean.Append(' ');
    }

    // A whole control sequence, such as a colour, holds nothing but numbers. Of every other kind only the controls go,
    // so that the words in it are seen.
    private static int SequenceLength(string text, int at)
    {
        var start =
            text[at] == Escape && at + 1 < text.Length && text[at + 1] == '[' ? at + 2
            : text[at] == ControlSequence ? at + 1
            : 0;
        if (start == 0)
            return 0;
        var end = start;
        while (end < text.Length && end - start < SequenceMax && text[end] is >= ' ' and <= '?')
            end++;
        return end < text.Length && text[end] is >= '@' and <= '~' ? end + 1 - at : 0;
    }

    private static bool IsKept(Rune rune, Rune before, string text, int next) =>
        rune.Value switch
        {
            NonJoiner or Joiner => JoinsLetters(rune, before, text, next),
            >= 0xFE00 and <= 0xFE0F => before.Value > 0x7F && !IsSelector(before.Value)
                || before.Value is (>= '0' and <= '9') or '#' or '*',
            >= 0xE0100 and <= 0xE01EF => IsHan(before.Value),
            0x180B or 0x180C or 0x180D or 0x180F => before.Value is >= 0x1820 and <= 0x18AA,
            var scalar => !IsHidden(scalar),
        };

    // Between two pictures a joiner makes one of them; in scripts whose letters join, it says whether two do.
    private static bool JoinsLetters(Rune rune, Rune before, string text, int at)
    {
        if (
            at >= text.Length
            || Rune.DecodeFromUtf16(text.AsSpan(at), out var next, out _) != System.Buffers.OperationStatus.Done
        )
            return false;
        var pictures =
            rune.Value == Joiner && (IsPicture(before.Value) || IsSelector(before.Value)) && IsPicture(next.Value);
        return pictures || (IsJoined(before) && IsJoined(next));
    }

    private static int FlagLength(Rune rune, string text, int at)
    {
        if (rune.Value != BlackFlag)
            return 0;
        foreach (var flag in TagFlags)
        {
            var tags =
                string.Concat(flag.Select(letter => char.ConvertFromUtf32(0xE0000 + letter)))
                + char.ConvertFromUtf32(0xE007F);
            if (string.CompareOrdinal(text, at, tags, 0, tags.Length) == 0)
                return tags.Length;
        }

        return 0;
    }

    private static bool IsBreak(int scalar) => scalar is (>= 0x09 and <= 0x0D) or 0x85 or 0x2028 or 0x2029;

    private static bool IsJoiner(int scalar) => scalar is NonJoiner or Joiner;

    private static bool IsSelector(int scalar) => scalar is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    // They choose the form of the letter before them.
    private static bool IsMongolianSelector(int scalar) => scalar is (>= 0x180B and <= 0x180D) or 0x180F;

    private static bool IsPicture(int scalar) =>
        scalar is 0xA9 or 0xAE or (>= 0x203C and <= 0x3299) or (>= 0x1F000 and <= 0x1FBFF);

    private static bool IsHan(int scalar) =>
        scalar is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFD);

    // Arabic, Syriac, the scripts of India and South-East Asia, Mongolian: from U+0600 on, and Arabic's second place.
    private static bool IsJoined(Rune rune) =>
        rune.Value
            is (>= 0x0600 and <= 0x109F)
                or (>= 0x1780 and <= 0x1CFF)
                or (>= 0xA800 and <= 0xABFF)
                or (>= 0xFB50 and <= 0xFDCF)
                or (>= 0xFE70 and <= 0xFEFC)
                or (>= 0x10A00 and <= 0x11FFF)
                or (>= 0x1E900 and <= 0x1E95F)
        && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.OtherLetter
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;
}
