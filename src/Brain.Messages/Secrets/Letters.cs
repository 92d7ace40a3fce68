using System.Runtime.CompilerServices;

namespace Brain.Messages.Secrets;

/// <summary>What a character can be part of.</summary>
[Flags]
internal enum Alphabet
{
    None = 0,
    Hex = 1,
    Alnum = 2,
    Dash = 4,
    Under = 8,
    Dot = 16,
    Base64 = 32,
    Tilde = 64,
    Colon = 128,
    Percent = 256,
    Word = Alnum | Under,
    UrlSafe = Alnum | Dash | Under,
    Dotted = UrlSafe | Dot,
    Padded = Alnum | Base64,
    Any = UrlSafe | Dot | Base64 | Tilde,
}

/// <summary>Classes of characters, looked up once for each.</summary>
internal static class Letters
{
    private static readonly Alphabet[] Classes = Make();

    /// <summary>A letter of any script, a digit or an underscore.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsWord(char c) => c < 128 ? (Classes[c] & Alphabet.Word) != Alphabet.None : char.IsLetter(c);

    /// <summary>What a name or a token is made of: <see cref="IsWord"/>, a dash or a dot.</summary>
    internal static bool IsJoined(char c) =>
        c < 128 ? (Classes[c] & Alphabet.Dotted) != Alphabet.None : char.IsLetter(c);

    /// <summary>Nothing but digits of hexadecimal numbers; also when it is empty.</summary>
    internal static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        return true;
    }

    /// <summary>One of the ASCII characters of <paramref name="alphabet"/>.</summary>
    internal static bool In(char c, Alphabet alphabet) => c < 128 && (Classes[c] & alphabet) != Alphabet.None;

    /// <summary>The place after the last character from <paramref name="at"/> on that is in the alphabet.</summary>
    internal static int While(ReadOnlySpan<char> text, int at, Alphabet alphabet)
    {
        while (at < text.Length && In(text[at], alphabet))
            at++;
        return at;
    }

    /// <summary>The place after blanks (no line breaks) from <paramref name="at"/> on.</summary>
    internal static int SkipBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at;
    }

    /// <summary>The place after blanks and line breaks from <paramref name="at"/> on, at most 64 of them.</summary>
    internal static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        var max = Math.Min(text.Length, at + 64);
        while (at < max && text[at] is ' ' or '\t' or '\r' or '\n')
            at++;
        return at;
    }

    /// <summary>
    /// The first character of the line that <paramref name="at"/> is in, looking back at most <paramref name="max"/>.
    /// </summary>
    internal static int LineStart(ReadOnlySpan<char> text, int at, int max)
    {
        var from = Math.Max(0, at - max);
        return from + text[from..at].LastIndexOf('\n') + 1;
    }

    /// <summary>The place of the line break that ends the line of <paramref name="at"/>, or the text's end.</summary>
    internal static int LineEnd(ReadOnlySpan<char> text, int at)
    {
        var end = text[at..].IndexOf('\n');
        return end < 0 ? text.Length : at + end;
    }

    /// <summary>The same, looking no further than <paramref name="max"/>: for what is asked at each of many words of
    /// one long line.</summary>
    internal static int LineEnd(ReadOnlySpan<char> text, int at, int max)
    {
        var stop = Math.Min(text.Length, at + max);
        var end = text[at..stop].IndexOf('\n');
        return end < 0 ? stop : at + end;
    }

    private static Alphabet[] Make()
    {
        var all = new Alphabet[128];
        for (var c = 0; c < 128; c++)
        {
            all[c] = (char)c switch
            {
                >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F' => Alphabet.Alnum | Alphabet.Hex,
                >= 'g' and <= 'z' or >= 'G' and <= 'Z' => Alphabet.Alnum,
                '-' => Alphabet.Dash,
                '_' => Alphabet.Under,
                '.' => Alphabet.Dot,
                '+' or '/' or '=' => Alphabet.Base64,
                '~' => Alphabet.Tilde,
                ':' => Alphabet.Colon,
                '%' => Alphabet.Percent,
                _ => Alphabet.None,
            };
        }

        return all;
    }
}
