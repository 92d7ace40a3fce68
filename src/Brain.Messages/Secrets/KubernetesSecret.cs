namespace Brain.Messages.Secrets;

/// <summary>The data of a Kubernetes Secret: whatever a key is called, its value is one. Read once for each document
/// of a text.</summary>
internal static class KubernetesSecret
{
    private const int ValueMin = 4;
    private static readonly string[] Data = ["data", "stringData"];

    /// <summary>Adds the values of all Secrets of a text.</summary>
    internal static void Find(ReadOnlySpan<char> text, List<SecretSpan> found)
    {
        if (
            !text.Contains("Secret", StringComparison.Ordinal)
            || !text.Contains("ata\": {", StringComparison.Ordinal)
                && !text.Contains("ata:", StringComparison.Ordinal)
                && !text.Contains("ata\":{", StringComparison.Ordinal)
        )
            return;
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOf("\n---", StringComparison.Ordinal);
            var stop = next < 0 ? text.Length : at + next + 1;
            if (IsSecret(text[at..stop]))
                Document(text, at, stop, found);
            at = next < 0 ? text.Length : stop + 3;
        }
    }

    private static bool IsSecret(ReadOnlySpan<char> document)
    {
        for (var at = 0; document[at..].IndexOf("kind", StringComparison.Ordinal) is var hit and >= 0;)
        {
            at += hit + 4;
            var rest = document[at..Math.Min(document.Length, at + 20)].TrimStart("\"'").TrimStart();
            if (
                rest.StartsWith(":", StringComparison.Ordinal)
                && rest[1..].TrimStart(" \"'").StartsWith("Secret", StringComparison.Ordinal)
                && !rest.Contains("Secrets", StringComparison.Ordinal)
                && !rest.Contains("SecretL", StringComparison.Ordinal)
                && !rest.Contains("SecretStore", StringComparison.Ordinal)
                && !rest.Contains("SecretP", StringComparison.Ordinal)
            )
                return true;
        }

        return false;
    }

    private static void Document(ReadOnlySpan<char> text, int at, int stop, List<SecretSpan> found)
    {
        var inside = -1;
        while (at < stop)
        {
            var end = Math.Min(stop, Letters.LineEnd(text, at));
            var from = at;
            while (from < end && text[from] is ' ' or '-')
                from++;
            var line = text[from..end].TrimEnd();
            if (inside >= 0 && line.Length > 0 && from - at <= inside && line[0] != '#')
                inside = -1;
            if (inside >= 0)
                Pair(text, from, from + line.Length, found);
            else if (IsData(line))
                inside = from - at;
            else
                Json(text, from, from + line.Length, found);
            at = end + 1;
        }
    }

    private static bool IsData(ReadOnlySpan<char> line)
    {
        foreach (var data in Data)
        {
            var rest = line.TrimStart("\"'");
            if (
                rest.StartsWith(data, StringComparison.Ordinal)
                && rest[data.Length..].TrimStart("\"'") is ":" or ": {" or ":{"
            )
                return true;
        }

        return false;
    }

    // {"kind":"Secret","data":{"user":"…","x":"…"}} on one line.
    private static void Json(ReadOnlySpan<char> text, int at, int end, List<SecretSpan> found)
    {
        foreach (var data in Data)
        {
            var hit = text[at..end].IndexOf(string.Concat("\"", data, "\""), StringComparison.Ordinal);
            if (hit < 0)
                continue;
            var open = text[(at + hit)..end].IndexOf('{');
            if (open < 0)
                continue;
            var close = text[(at + hit + open)..end].IndexOf('}') is var brace and >= 0 ? at + hit + open + brace : end;
            for (var from = at + hit + open + 1; from < close;)
            {
                var comma = text[from..close].IndexOf(',') is var mark and >= 0 ? from + mark : close;
                Pair(text, from, comma, found);
                from = comma + 1;
            }
        }
    }

    private static void Pair(ReadOnlySpan<char> text, int from, int end, List<SecretSpan> found)
    {
        var colon = text[from..end].IndexOf(':');
        if (colon <= 0 || text[from] == '#')
            return;
        if (IsPublic(text[from..(from + colon)].Trim("\"' ")))
            return;
        var start = Letters.SkipBlanks(text, from + colon + 1);
        while (start < end && text[start] is '"' or '\'')
            start++;
        while (end > start && text[end - 1] is '"' or '\'' or ',' or ' ' or '}')
            end--;
        var value = text[start..Math.Max(start, end)];
        if (
            value.Length < ValueMin
            || value.Contains(' ')
            || Placeholder.IsOne(value)
            || Placeholder.IsReference(value)
            || !IsKept(value)
        )
            return;
        found.Add(new(start, end, "kubernetes secret"));
    }

    private static bool IsPublic(ReadOnlySpan<char> key) =>
        key.EndsWith("crt", StringComparison.OrdinalIgnoreCase)
        || key.EndsWith("cert", StringComparison.OrdinalIgnoreCase)
        || key
            is "user"
                or "username"
                or "host"
                or "hostname"
                or "port"
                or "database"
                or "namespace"
                or "region"
                or "email";

    // Base64 of anything, or what a password looks like. Host names, ports and words may be read.
    private static bool IsKept(ReadOnlySpan<char> value) =>
        (
            value.Length >= 8
            && value.Length % 4 == 0
            && Letters.While(value, 0, Alphabet.Padded) == value.Length
            && !Randomness.IsWords(value)
        )
        || value.EndsWith("=", StringComparison.Ordinal)
        || SecretValue.IsOne(value, NameKind.Password, ValueStyle.Loose, ':');
}
