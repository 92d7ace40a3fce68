namespace Brain.Messages.Secrets;

/// <summary>Several secrets under one name: <c>tokens: ["…", "…"]</c>, <c>passwords: { bob: "…" }</c>, a list or
/// a map of YAML below its name, a section <c>[secrets]</c>.</summary>
internal static class Group
{
    private const int OpenMax = 48;
    private const int ReadMax = 2_048;
    private const int LinesMax = 64;

    // What stands beside secrets and is none.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Public = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        "id",
        "user",
        "username",
        "login",
        "name",
        "email",
        "host",
        "hostname",
        "server",
        "port",
        "database",
        "db",
        "url",
        "uri",
        "endpoint",
        "type",
        "kind",
        "region",
        "scope",
        "scopes",
        "path",
        "file",
        "version",
        "alg",
        "algorithm",
        "issuer",
        "audience",
        "description",
        "title",
        "format",
        "pattern",
        "label",
        "role",
        "source",
        "external",
        "ref",
        "checksum",
        "hash",
        "digest",
        "created",
        "updated",
        "date",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the members of what the name at a place begins.</summary>
    /// <returns>Where what was read ends.</returns>
    internal static int Find(ReadOnlySpan<char> text, int start, int stop, NameKind kind, List<SecretSpan> found)
    {
        var isMany = IsMany(text[start..stop]);
        if (start > 0 && text[start - 1] == '[' && stop < text.Length && text[stop] == ']')
            return start == 1 || text[start - 2] == '\n'
                ? Lines(text, Letters.LineEnd(text, stop, ReadMax), -1, isMany, kind, found)
                : 0;
        Quotes.TryClose(text, stop, out var at);
        at = Letters.SkipBlanks(text, at);
        if (at >= text.Length || text[at] is not (':' or '='))
            return 0;
        var open = Open(text, at);
        if (open > 0)
            return Members(text, open, isMany, kind, found);
        if (open < 0 || text[at] != ':')
            return 0;
        var line = Letters.LineStart(text, start, 160);
        var indent = start - line;
        while (indent > 0 && text[line + indent - 1] is not (' ' or '\t'))
            indent--;
        return Lines(text, Letters.LineEnd(text, at, ReadMax), indent, isMany, kind, found);
    }

    // passwords, API_KEYS: each member is one by itself.
    private static bool IsMany(ReadOnlySpan<char> name) => name[^1] is 's' or 'S';

    // The place after the bracket that opens the members; 0 when the line ends before; -1 when a value follows.
    private static int Open(ReadOnlySpan<char> text, int mark)
    {
        var max = Math.Min(text.Length, mark + OpenMax);
        for (var at = mark + 1; at < max; at++)
        {
            var c = text[at];
            if (c is '\n' or '#')
                return 0;
            if (c is '[' or '{' or '(')
            {
                if (at + 1 < max && text[at + 1] == ']')
                    at++;
                else
                    return at + 1;
            }
            else if (!char.IsAsciiLetter(c) && c is not (' ' or '\r' or '=' or '>' or ':' or '.' or '<' or ',' or '&'))
                return -1;
        }

        return -1;
    }

    private static int Members(ReadOnlySpan<char> text, int at, bool isMany, NameKind kind, List<SecretSpan> found)
    {
        var max = Math.Min(text.Length, at + ReadMax);
        var from = at;
        for (var depth = 1; at < max && depth > 0;)
        {
            if (text[at] is '[' or '{' or '(')
                depth++;
            else if (text[at] is ']' or '}' or ')')
                depth--;
            if (!Quotes.TryRead(text, at, 16, out var open, out var close) || close > max)
            {
                at++;
                continue;
            }

            at = close + (open - at);
            if (!IsKey(text, at) && !IsPublic(text[from..open]))
                Add(text, open, close, isMany, kind, found);
        }

        return at;
    }

    private static bool IsKey(ReadOnlySpan<char> text, int at)
    {
        at = Letters.SkipBlanks(text, at);
        return at < text.Length
            && (text[at] == ':' || (text[at] == '=' && at + 1 < text.Length && text[at + 1] == '>'));
    }

    // What is before the literal is the name of something that may be known.
    private static bool IsPublic(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd("\"'`\\").TrimEnd();
        if (before.IsEmpty || before[^1] is not (':' or '=' or '>'))
            return false;
        before = before.TrimEnd(":=> ").TrimEnd("\"'`\\");
        var start = before.Length;
        while (start > 0 && Letters.IsJoined(before[start - 1]))
            start--;
        return IsPublicName(before[start..]);
    }

    private static bool IsPublicName(ReadOnlySpan<char> name)
    {
        if (Public.Contains(name[(name.LastIndexOfAny('.', '_', '-') + 1)..]))
            return true;
        return name.StartsWith("public", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("Id", StringComparison.Ordinal)
            || name.EndsWith("Name", StringComparison.Ordinal)
            || name.EndsWith("Url", StringComparison.Ordinal);
    }

    // Lines that are indented deeper: `- value`, `name: value`, `name = value`.
    private static int Lines(
        ReadOnlySpan<char> text,
        int at,
        int indent,
        bool isMany,
        NameKind kind,
        List<SecretSpan> found
    )
    {
        for (var lines = 0; lines < LinesMax && at < text.Length; lines++)
        {
            var start = at + 1;
            var end = Letters.LineEnd(text, Math.Min(start, text.Length), ReadMax);
            if (start >= text.Length)
                return text.Length;
            var from = Letters.SkipBlanks(text, start);
            at = end;
            if (from >= end || text[from] is '\r' or '#' or ';')
                continue;
            var isItem = text[from] == '-' && from + 1 < end && text[from + 1] == ' ';
            if (text[from] == '[' || (from - start <= indent && !(isItem && from - start == indent)))
                return start;
            Line(text, isItem ? from + 2 : from, end, isItem, isMany, kind, found);
        }

        return at;
    }

    private static void Line(
        ReadOnlySpan<char> text,
        int from,
        int end,
        bool isItem,
        bool isMany,
        NameKind kind,
        List<SecretSpan> found
    )
    {
        var line = text[from..end];
        var mark = line.IndexOf(": ", StringComparison.Ordinal);
        if (mark < 0)
            mark = line.IndexOf('=');
        if (mark >= 0 && line[..mark].Trim("\"' ") is var name && name.IndexOfAny(" {[(") < 0)
        {
            if (IsPublicName(name) || SecretName.Of(name) != NameKind.None)
                return;
            from += mark + 1;
        }
        else if (!isItem)
            return;
        from = Letters.SkipBlanks(text, from);
        if (Quotes.TryRead(text, from, 16, out var open, out var close) && close <= end)
            Add(text, open, close, isMany, kind, found);
        else
        {
            var rest = text[from..end];
            var stop = rest.IndexOf(" #", StringComparison.Ordinal);
            var value = (stop < 0 ? rest : rest[..stop]).TrimEnd();
            if (!value.Contains(' '))
                Add(text, from, from + value.Length, isMany, kind, found);
        }
    }

    private static void Add(
        ReadOnlySpan<char> text,
        int from,
        int to,
        bool isMany,
        NameKind kind,
        List<SecretSpan> found
    )
    {
        var value = text[from..to];
        if (
            value.Length >= 5
            && SecretValue.IsTelling(value)
            && SecretValue.IsOne(value, kind, ValueStyle.Quoted, ':')
            && (isMany ? !value.ContainsAny(" /") : SecretValue.IsStrong(value))
        )
            found.Add(new(from, to, "member"));
    }
}
