namespace Brain.Messages.Secrets;

/// <summary>The private members of a JSON Web Key: <c>d</c>, <c>p</c>, <c>q</c>, <c>dp</c>, <c>dq</c>, <c>qi</c>,
/// <c>k</c> beside a <c>kty</c>.</summary>
internal static class JsonWebKey
{
    private const int ObjectMax = 4096;
    private const int MemberMin = 16;

    /// <summary>Adds the value of the member whose name stands at a place.</summary>
    internal static int Find(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (
            start == 0
            || text[start - 1] is not ('"' or '\'')
            || text[start..end] is not ("d" or "p" or "q" or "dp" or "dq" or "qi" or "k")
            || !Quotes.TryClose(text, end, out var at)
        )
            return 0;
        at = Letters.SkipBlanks(text, at);
        if (
            at >= text.Length
            || text[at] != ':'
            || !Quotes.TryRead(text, Letters.SkipSpace(text, at + 1), 512, out var from, out var to)
        )
            return 0;
        if (
            to - from < MemberMin
            || Letters.While(text, from, Alphabet.UrlSafe | Alphabet.Base64) < to
            || !HasType(text, start, to)
        )
            return 0;
        found.Add(new(from, to, "json web key"));
        return to;
    }

    private static bool HasType(ReadOnlySpan<char> text, int start, int end)
    {
        var before = text[Math.Max(0, start - ObjectMax)..start];
        before = before[(before.LastIndexOf('{') + 1)..];
        if (before.Contains("kty", StringComparison.Ordinal))
            return true;
        var after = text[end..Math.Min(text.Length, end + ObjectMax)];
        return (after.IndexOf('}') is var close and >= 0 ? after[..close] : after).Contains(
            "kty",
            StringComparison.Ordinal
        );
    }
}
