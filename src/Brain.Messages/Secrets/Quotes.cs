namespace Brain.Messages.Secrets;

/// <summary>Quotes of many languages, escaped ones too.</summary>
internal static class Quotes
{
    /// <summary>Reads a literal that begins at a place.</summary>
    /// <param name="text">All.</param>
    /// <param name="at">Where the quote stands.</param>
    /// <param name="readMax">A literal that is longer ends with the text's line or not at all; the rest is looked for
    /// only then.</param>
    /// <param name="from">Its first character.</param>
    /// <param name="to">Its closing quote.</param>
    internal static bool TryRead(ReadOnlySpan<char> text, int at, int readMax, out int from, out int to)
    {
        (from, to) = (at, at);
        if (at >= text.Length)
            return false;
        var rest = text[at..];
        var close = rest[0] switch
        {
            '"' when rest.StartsWith("\"\"\"", StringComparison.Ordinal) => "\"\"\"",
            '\'' when rest.StartsWith("'''", StringComparison.Ordinal) => "'''",
            '"' => "\"",
            '\'' => "'",
            '`' => "`",
            '“' => "”",
            '„' => "“",
            '«' => "»",
            '\\' when rest.Length > 1 && rest[1] is '"' or '\'' => rest[1] == '"' ? "\\\"" : "\\'",
            '&' when rest.StartsWith("&quot;", StringComparison.Ordinal) => "&quot;",
            _ => null,
        };
        if (close is null)
            return false;
        from = at + close.Length;
        to = End(text, from, close, readMax);
        return to > from;
    }

    /// <summary>The place after a quote that closes a name, if there is one.</summary>
    internal static bool TryClose(ReadOnlySpan<char> text, int at, out int after)
    {
        after = at;
        if (at >= text.Length)
            return false;
        after += text[at] switch
        {
            '"' or '\'' or '`' => 1,
            '*' when at + 1 < text.Length && text[at + 1] == '*' => 2,
            '\\' when at + 1 < text.Length && text[at + 1] is '"' or '\'' => 2,
            '&' when text[at..].StartsWith("&quot;", StringComparison.Ordinal) => 6,
            _ => 0,
        };
        return after > at;
    }

    /// <summary>Past what may stand before a quote: <c>@"</c>, <c>r"</c>, <c>b'</c>, <c>**</c>.</summary>
    internal static int SkipPrefix(ReadOnlySpan<char> text, int at)
    {
        var next = at;
        while (
            next < text.Length
            && next - at < 2
            && text[next] is '@' or 'r' or 'b' or 'f' or 'u' or 'L' or 'R' or 'B' or 'N' or '*'
        )
            next++;
        return next < text.Length && next > at && text[next] is '"' or '\'' or '`' ? next : at;
    }

    private static int End(ReadOnlySpan<char> text, int from, string close, int readMax)
    {
        var isBlock = close.Length == 3;
        for (var i = from; i < text.Length; i++)
        {
            if (!isBlock && text[i] is '\n')
                return i;
            if (text[i] == close[0] && text[i..].StartsWith(close, StringComparison.Ordinal))
                return i;
            if (text[i] == '\\' && close[0] != '\\')
                i++;
            // Nobody writes a password of this length; a key that long is told by its own look.
            if (i - from > readMax * 16)
                return from;
        }

        return text.Length;
    }
}
