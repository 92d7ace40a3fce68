using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// Secrets before their name, and others behind the first: <c>x9… is the password</c>, <c>'x' | 'y'</c>.
/// </summary>
internal static class Prose
{
    private const int BeforeMax = 48;
    private const int OthersMax = 16;

    private static readonly SearchValues<char> Structure = SearchValues.Create("(){}[]<>:;,\\");

    private static readonly string[] Links =
    [
        " is the",
        " is my",
        " is our",
        " is your",
        " is a",
        " as the",
        " as my",
        " as your",
        " as",
        " is his",
        " is her",
        " is its",
        " ist das",
        " ist mein",
        " was the",
    ];

    /// <summary>Adds the word before <c>is the password</c>, when nobody would take it for one of the
    /// sentence.</summary>
    internal static void Before(ReadOnlySpan<char> text, int start, NameKind kind, List<SecretSpan> found)
    {
        if (start < 8 || text[start - 1] != ' ' || !char.IsAsciiLetter(text[start - 2]))
            return;
        var end = Linked(text, start - 1);
        if (end == 0)
        {
            // "is the admin password": a word between.
            var word = start - 1;
            while (word > 0 && start - word < 16 && char.IsAsciiLetter(text[word - 1]))
                word--;
            if (word < 2 || text[word - 1] != ' ' || (end = Linked(text, word - 1)) == 0)
                return;
        }

        var from = end;
        while (from > 0 && end - from < 256 && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] is not '\0')
            from--;
        while (from < end && text[from] is '"' or '\'' or '`' or '/' or '*' or '#' or ';' or '(' or '<' or '-')
            from++;
        while (end > from && text[end - 1] is '"' or '\'' or '`' or ',' or ')')
            end--;
        var value = text[from..end];
        if (
            (SecretValue.IsStrong(value) || IsDrawn(value) || IsOdd(value))
            && SecretValue.IsOne(value, kind, ValueStyle.Line, '=')
        )
            found.Add(new(from, end, "password"));
    }

    /// <summary>Adds the literals that follow the first behind a bar or a word, and says where they end.</summary>
    internal static int Alternatives(ReadOnlySpan<char> text, int close, NameKind kind, List<SecretSpan> found)
    {
        var end = close;
        for (var i = 0; i < OthersMax && end + 4 < text.Length; i++)
        {
            var at = Letters.SkipBlanks(text, end + 1);
            if (at + 2 < text.Length && text[at] == '|' && text[at + 1] != '|')
                at++;
            else if (text[at..].StartsWith("or ", StringComparison.OrdinalIgnoreCase))
                at += 2;
            else
                return end;
            at = Letters.SkipBlanks(text, at);
            if (!Quotes.TryRead(text, at, 16, out var from, out var to))
                return end;
            if (
                SecretValue.IsTelling(text[from..to]) && SecretValue.IsOne(text[from..to], kind, ValueStyle.Quoted, '=')
            )
                found.Add(new(from, to, "named value"));
            end = to;
        }

        return end;
    }

    /// <summary>Sixteen and more letters and figures in one piece, or hexadecimal: no word of a sentence.</summary>
    internal static bool IsDrawn(ReadOnlySpan<char> value) =>
        value.Length >= 16
        && Randomness.Shape.Of(value[..Math.Min(value.Length, 256)]) is { Digits: >= 3, Letters: >= 2 } shape
        && !value.ContainsAny(Structure)
        && (Randomness.IsHex(value) || shape.Turns >= 4 || Randomness.IsRandom(value, 16));

    /// <summary>Ten and more letters and figures that make no word, or an id.</summary>
    internal static bool IsOdd(ReadOnlySpan<char> value) =>
        Randomness.IsUuid(value)
        || (
            value.Length >= 10
            && Letters.While(value, 0, Alphabet.UrlSafe) == value.Length
            && value.ContainsAnyInRange('0', '9')
            && (Randomness.IsRandom(value, 10) || (value.Length >= 20 && !value.ContainsAnyExceptInRange('0', '9')))
        );

    // The place before the link that ends at a place; 0 when there is none.
    private static int Linked(ReadOnlySpan<char> text, int end)
    {
        var before = text[Math.Max(0, end - BeforeMax)..end];
        foreach (var link in Links)
        {
            if (before.EndsWith(link, StringComparison.OrdinalIgnoreCase))
                return end - link.Length;
        }

        return 0;
    }
}
