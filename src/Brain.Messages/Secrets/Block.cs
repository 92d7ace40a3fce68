namespace Brain.Messages.Secrets;

/// <summary>YAML's values that stand on the lines below their name.</summary>
internal static class Block
{
    private const int LinesMax = 64;

    /// <summary><c>|</c> or <c>&gt;</c> with its indicators, and nothing else on the line.</summary>
    internal static bool IsHeader(ReadOnlySpan<char> text, int at)
    {
        at++;
        while (at < text.Length && text[at] is '-' or '+' or ' ' or '\r' or (>= '0' and <= '9'))
            at++;
        return at < text.Length && text[at] is '\n' or '#';
    }

    /// <summary>Past <c>!!str</c>, <c>!!binary</c> and an anchor.</summary>
    internal static int SkipTag(ReadOnlySpan<char> text, int at)
    {
        while (
            at < text.Length
            && (
                text[at..].StartsWith("!!", StringComparison.Ordinal)
                || (text[at] == '&' && at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]))
            )
        )
        {
            var word = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
                at++;
            if (at >= text.Length || text[at] is '\n' or '\r')
                return word;
            at = Letters.SkipBlanks(text, at);
        }

        return at;
    }

    /// <summary>The lines below that are indented deeper than the name's own.</summary>
    /// <param name="text">All.</param>
    /// <param name="nameStart">Where the name begins.</param>
    /// <param name="lineEnd">Where its line ends.</param>
    internal static NamedValue Below(ReadOnlySpan<char> text, int nameStart, int lineEnd)
    {
        var indent = Indent(text, Letters.LineStart(text, nameStart, 200));
        var (from, to, at) = (-1, -1, lineEnd);
        for (var lines = 0; lines < LinesMax && at < text.Length; lines++)
        {
            var start = at + text[at..].IndexOf('\n') + 1;
            if (start <= at)
                break;
            var end = Letters.LineEnd(text, start);
            var deep = Indent(text, start);
            if (start + deep < end && text[start + deep] is not '\r')
            {
                if (deep <= indent)
                    break;
                from = from < 0 ? start + deep : from;
                to = end;
            }

            at = end;
        }

        if (from < 0)
            return default;
        while (to > from && char.IsWhiteSpace(text[to - 1]))
            to--;
        // Names, lists and braces below are a structure of its own.
        var first = text[from..Math.Min(to, Letters.LineEnd(text, from))];
        return
            first[0] is '-' or '{' or '[' or '#'
            || first.Contains(": ", StringComparison.Ordinal)
            || first.TrimEnd().EndsWith(":", StringComparison.Ordinal)
            ? Quotes.TryRead(text, from, 512, out var open, out var close)
                ? new(open, close, ValueStyle.Quoted, ':')
                : default
            : Quotes.TryRead(text, from, 512, out open, out close)
                ? new(open, close, ValueStyle.Quoted, ':')
                : new(from, to, ValueStyle.Line, ':');
    }

    private static int Indent(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (at < text.Length && text[at] is ' ' or '\t' or '-')
            at++;
        return at - start;
    }
}
