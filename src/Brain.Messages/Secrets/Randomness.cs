using System.Runtime.InteropServices;

namespace Brain.Messages.Secrets;

/// <summary>Tells what a machine drew from what a person wrote, by the words that are in it. No dictionary.</summary>
internal static class Randomness
{
    private const int LookedAtMax = 256;

    /// <summary>Looks drawn at random: many different characters, few that make words.</summary>
    internal static bool IsRandom(ReadOnlySpan<char> text, int lengthMin)
    {
        if (text.Length < lengthMin)
            return false;
        text = text[..Math.Min(text.Length, LookedAtMax)];
        var shape = Shape.Of(text);
        if (shape.Distinct < Math.Min(8, text.Length / 2) || shape.Letters + shape.Digits < text.Length / 2)
            return false;
        if (shape.Letters == 0)
            return false;
        var wordy = (double)shape.InWords / shape.Letters;
        if (shape.Digits > 0 && shape.Turns >= 4 && shape.InCommon < shape.Letters * 0.35)
            return true;
        return shape.Digits > 0
            ? wordy < 0.55
            : wordy < 0.4 && (shape.Flips >= text.Length / 6 || shape.Flips >= 4 || shape.Harsh >= 5);
    }

    /// <summary>
    /// Mixed case and digits, drawn at random: what base62 and base64 look like and identifiers hardly ever.
    /// </summary>
    internal static bool IsMixed(ReadOnlySpan<char> text, int lengthMin)
    {
        if (text.Length < lengthMin)
            return false;
        var shape = Shape.Of(text[..Math.Min(text.Length, LookedAtMax)]);
        return shape is { Digits: > 0, Upper: > 1 } && shape.Letters - shape.Upper > 1 && IsRandom(text, lengthMin);
    }

    /// <summary>Hexadecimal digits of one case, letters and figures both.</summary>
    internal static bool IsHex(ReadOnlySpan<char> text)
    {
        var (digits, lower, upper) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9')
                digits++;
            else if (c is >= 'a' and <= 'f')
                lower++;
            else if (c is >= 'A' and <= 'F')
                upper++;
            else
                return false;
        }

        return digits > 0 && lower + upper > 0 && (lower == 0 || upper == 0);
    }

    /// <summary>A UUID in its usual form.</summary>
    internal static bool IsUuid(ReadOnlySpan<char> text) => text.Length == 36 && Guid.TryParseExact(text, "D", out _);

    /// <summary>One or two characters again and again, as in <c>xxxx</c>, <c>0000</c>, <c>****</c>.</summary>
    internal static bool IsMonotone(ReadOnlySpan<char> text) =>
        text.Length > 0
        && (
            Shape.Of(text[..Math.Min(text.Length, LookedAtMax)]).Distinct <= (text.Length >= 8 ? 2 : 1)
            || HasLongRun(text)
        );

    private static bool HasLongRun(ReadOnlySpan<char> text)
    {
        var (run, max) = (1, 1);
        for (var i = 1; i < text.Length; i++)
            max = Math.Max(max, run = text[i] == text[i - 1] ? run + 1 : 1);
        return max >= 8 && max * 2 >= text.Length;
    }

    /// <summary>
    /// Only letters, digits and joints, and nearly all letters are parts of words: a name, a path, a sentence.
    /// </summary>
    internal static bool IsWords(ReadOnlySpan<char> text)
    {
        var shape = Shape.Of(text[..Math.Min(text.Length, LookedAtMax)]);
        return shape.Letters > 0 && shape.Other == 0 && shape.InWords >= shape.Letters * 0.8;
    }

    // The pairs of letters that make up 84 % of all pairs in English words and identifiers: a row for a first letter, a
    // bit for a second.
    private static readonly int[] Pairs =
    [
        0x1FEBDEF,
        0x1164B17,
        0x01EDD9D,
        0x01E593D,
        0x1FFFDFF,
        0x01E4931,
        0x01E69D1,
        0x11A4111,
        0x2AEFC7F,
        0x0104011,
        0x0144911,
        0x13CD93D,
        0x01CD91B,
        0x13EED7D,
        0x07EFD7F,
        0x11ECD9D,
        0x0100000,
        0x13EFD7F,
        0x15FFDFD,
        0x35EF9BD,
        0x00EB97F,
        0x0004111,
        0x0066191,
        0x0088114,
        0x00CF811,
        0x0000111,
    ];

    // Four letters and more of which hardly a pair is unusual.
    private static bool IsCommon(ReadOnlySpan<char> chunk)
    {
        var odd = 0;
        for (var i = 1; i < chunk.Length; i++)
        {
            var (one, two) = ((chunk[i - 1] | 32) - 'a', (chunk[i] | 32) - 'a');
            if (one is < 0 or > 25 || two is < 0 or > 25 || (Pairs[one] >> two & 1) == 0)
                odd++;
        }

        return odd * 5 <= chunk.Length - 1;
    }

    /// <summary>A text's letters by what they make.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Shape(
        int Letters,
        int Upper,
        int Digits,
        int Other,
        int Distinct,
        int Flips,
        int InWords,
        int InCommon,
        int Turns,
        int Harsh
    )
    {
        internal static Shape Of(ReadOnlySpan<char> text)
        {
            Span<bool> seen = stackalloc bool[128];
            seen.Clear();
            var (letters, upper, digits, other, distinct, flips, inWords, harsh) = (0, 0, 0, 0, 0, 0, 0, 0);
            var (inCommon, turns) = (0, 0);
            var (chunk, isFree) = (0, true);
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i];
                if (
                    i > 0
                    && char.IsAsciiDigit(c) != char.IsAsciiDigit(text[i - 1])
                    && char.IsLetterOrDigit(c)
                    && char.IsLetterOrDigit(text[i - 1])
                )
                    turns++;
                if (c < 128 && !seen[c])
                {
                    seen[c] = true;
                    distinct++;
                }

                if (char.IsLetter(c))
                {
                    letters++;
                    if (char.IsUpper(c))
                        upper++;
                    if (i > chunk && char.IsUpper(c) != char.IsUpper(text[i - 1]) && i - 1 > chunk)
                        flips++;
                    // A hump: the next word of camelCase begins.
                    if (i > chunk && char.IsUpper(c) && !char.IsUpper(text[i - 1]))
                    {
                        inWords += Word(text[chunk..i], isFree, ref harsh, ref inCommon);
                        (chunk, isFree) = (i, false);
                    }

                    continue;
                }

                inWords += Word(text[chunk..i], isFree, ref harsh, ref inCommon);
                (chunk, isFree) = (i + 1, !char.IsAsciiDigit(c));
                if (char.IsAsciiDigit(c))
                    digits++;
                else if (c is not ('-' or '_' or '.' or '/' or ' '))
                    other++;
            }

            inWords += Word(text[chunk..], isFree, ref harsh, ref inCommon);
            return new(letters, upper, digits, other, distinct, flips, inWords, inCommon, turns, harsh);
        }

        // How many letters of a chunk belong to a word: all or none. Three letters do when nothing but a joint is
        // before them.
        private static int Word(ReadOnlySpan<char> chunk, bool isFree, ref int harsh, ref int inCommon)
        {
            if (chunk.Length < (isFree ? 3 : 4))
                return 0;
            var (vowels, run, runMax, upper) = (0, 0, 0, 0);
            foreach (var c in chunk)
            {
                if (c >= 128 || char.ToLowerInvariant(c) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y')
                    (vowels, run) = (vowels + 1, 0);
                else
                    runMax = Math.Max(runMax, ++run);
                if (char.IsUpper(c))
                    upper++;
            }

            harsh = Math.Max(harsh, runMax);
            var oneCase = upper == 0 || upper == chunk.Length || (upper == 1 && char.IsUpper(chunk[0]));
            if (oneCase && vowels > 0 && IsCommon(chunk))
                inCommon += chunk.Length;
            return oneCase && runMax <= 4 && vowels * 5 >= chunk.Length && vowels * 10 <= chunk.Length * 7
                ? chunk.Length
                : 0;
        }
    }
}
