namespace Brain.Messages.Projects;

/// <summary>A repository's settings. Source: git-config(1), "Syntax".</summary>
internal static class GitSettings
{
    /// <summary>The address of <c>origin</c>, or else of the remote that is named first; null when there is none.</summary>
    public static string? Remote(string settings)
    {
        var (remote, first, origin) = ((string?)null, (string?)null, (string?)null);
        foreach (var each in settings.AsSpan().EnumerateLines())
        {
            var line = each.Trim("\uFEFF \t");
            if (line.StartsWith("["))
            {
                var end = line.LastIndexOf(']');
                remote = end > 0 ? Name(line[1..end]) : null;
                line = end > 0 ? line[(end + 1)..].Trim() : default;
            }

            if (remote is null || Value(line) is not { } address)
                continue;
            first ??= address;
            if (remote == "origin")
                origin ??= address;
        }

        return origin ?? first;
    }

    // [remote "origin"], and [remote.origin] as older versions wrote it.
    private static string? Name(ReadOnlySpan<char> section)
    {
        const string Remote = "remote";
        if (!section.StartsWith(Remote, StringComparison.OrdinalIgnoreCase) || section.Length == Remote.Length)
            return null;
        var rest = section[Remote.Length..];
        return rest[0] is ' ' or '\t' or '.' ? rest[1..].Trim().Trim('"').ToString() : null;
    }

    private static string? Value(ReadOnlySpan<char> line)
    {
        var sign = line.IndexOf('=');
        if (sign < 0 || !line[..sign].Trim().Equals("url", StringComparison.OrdinalIgnoreCase))
            return null;
        var value = line[(sign + 1)..].Trim();
        if (value.StartsWith("\""))
        {
            var end = value[1..].IndexOf('"');
            value = end < 0 ? value[1..] : value.Slice(1, end);
        }
        else if (value.IndexOfAny('#', ';') is >= 0 and var comment)
        {
            value = value[..comment].Trim();
        }

        return value.IsEmpty ? null : value.ToString();
    }
}
