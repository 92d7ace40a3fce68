namespace Brain.Messages.Hooks;

/// <summary>
/// What a <c>.env</c> file says, as npm's <c>dotenv</c> reads it: agents that are made of JavaScript do.
/// </summary>
public static class EnvironmentFile
{
    private const string Export = "export";

    /// <summary>The most bytes of one that are read.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>Its variables; of a name that stands there twice the last.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        for (var at = 0; at < all.Length;)
        {
            var end = all.IndexOf('\n', at);
            end = end < 0 ? all.Length : end;
            var next = end + 1;
            if (Name(all[at..end]) is var (name, behind))
                (said[name], next) = Quoted(all, at + behind) ?? (Plain(all[(at + behind)..end]), next);
            at = next;
        }

        return said;
    }

    // The name before an equals sign, or a colon and a blank, and where what follows begins.
    private static (string Name, int Behind)? Name(string line)
    {
        var at = Blanks(line, 0);
        var behind = at + Export.Length;
        if (line.AsSpan(at).StartsWith(Export) && Blanks(line, behind) > behind)
            at = Blanks(line, behind);
        var end = at;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '.' or '-'))
            end++;
        var sign = Blanks(line, end);
        if (end == at || sign == line.Length)
            return null;
        return
            line[sign] == '=' || (line[end] == ':' && Blanks(line, end + 1) > end + 1)
            ? (line[at..end], Blanks(line, sign + 1))
            : null;
    }

    // One in quotation marks may go over several lines; behind it nothing but a comment stands.
    private static (string Value, int Next)? Quoted(string all, int at)
    {
        if (at >= all.Length || all[at] is not ('"' or '\'' or '`'))
            return null;
        var mark = all[at];
        var close = at + 1;
        while (close < all.Length && all[close] != mark)
            close += all[close] == '\\' && close + 1 < all.Length && all[close + 1] == mark ? 2 : 1;
        if (close >= all.Length)
            return null;
        var end = all.IndexOf('\n', close);
        end = end < 0 ? all.Length : end;
        if (all[(close + 1)..end].Trim() is { Length: > 0 } rest && rest[0] != '#')
            return null;
        var value = all[(at + 1)..close];
        return (
            mark == '"'
                ? value.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal)
                : value,
            end + 1
        );
    }

    private static string Plain(string text) =>
        (text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var comment ? text[..comment] : text).Trim();

    private static int Blanks(string line, int at)
    {
        while (at < line.Length && char.IsWhiteSpace(line[at]))
            at++;
        return at;
    }
}
