namespace Brain.Messages.Projects;

/// <summary>
/// A repository's address, written in one way whatever it is fetched by: <c>host/owner/name</c> in small letters,
/// with no user, password, port or <c>.git</c>. Sources: git-fetch(1), "GIT URLS"; the ssh hosts of GitHub, GitLab,
/// Bitbucket and Azure DevOps.
/// </summary>
public static class GitRemote
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["ssh.github.com"] = "github.com",
        ["www.github.com"] = "github.com",
        ["altssh.gitlab.com"] = "gitlab.com",
        ["altssh.bitbucket.org"] = "bitbucket.org",
        ["ssh.dev.azure.com"] = "dev.azure.com",
        ["vs-ssh.visualstudio.com"] = "dev.azure.com",
    };

    /// <summary>The address in its one form; null when there is none.</summary>
    /// <param name="address">As it stands in the repository's settings.</param>
    public static string? Of(string? address)
    {
        var text = address?.Trim().Replace('\\', '/');
        if (string.IsNullOrEmpty(text) || Folder(text) is not null)
            return null;
        var (host, path) = Parts(text);
        if (host is null)
            return null;
        host = Host(host);
        var names = Names(host, path);
        if (host.Length == 0 || names.Length == 0)
            return null;
        var one = $"{host}/{string.Join('/', names)}".ToLowerInvariant();
        return one.Length <= ProjectFolder.LengthMax ? one : one[..ProjectFolder.LengthMax];
    }

    /// <summary>The folder that an address names on this machine; null for any other.</summary>
    /// <param name="address">As it stands in the repository's settings.</param>
    public static string? Folder(string address)
    {
        const string File = "file://";
        if (address.StartsWith(File, StringComparison.OrdinalIgnoreCase))
        {
            var path = address[File.Length..];
            return path.StartsWith("localhost/", StringComparison.OrdinalIgnoreCase) ? path["localhost".Length..]
                : path.StartsWith('/') ? Decoded(path)
                : null;
        }

        // git takes a colon for a host's only where no slash stands before it.
        return
            address.StartsWith('/')
            || address.StartsWith("./", StringComparison.Ordinal)
            || address.StartsWith("../", StringComparison.Ordinal)
            || !address.Contains(':', StringComparison.Ordinal)
            || address.AsSpan(0, address.IndexOf(':', StringComparison.Ordinal)).Contains('/')
            ? address
            : null;
    }

    private static (string? Host, string Path) Parts(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var rest = text[(scheme + 3)..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0)
                return (null, "");
            var path = rest[slash..];
            var end = path.AsSpan().IndexOfAny('?', '#');
            return (rest[..slash], Decoded(end < 0 ? path : path[..end]));
        }

        // [::1]:path is an address of six bytes and more, in brackets.
        var colon = text.IndexOf(':', text.IndexOf(']', StringComparison.Ordinal) is > 0 and var bracket ? bracket : 0);
        return (text[..colon], text[(colon + 1)..]);
    }

    private static string Host(string authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var port = host.LastIndexOf(':');
        if (port > host.LastIndexOf(']'))
            host = host[..port];
        host = host.TrimEnd('.').ToLowerInvariant();
        return Aliases.GetValueOrDefault(host, host);
    }

    private static string[] Names(string host, string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (host == "dev.azure.com")
            names = [.. names.Where((name, at) => name != "_git" && (at > 0 || name != "v3"))];
        if (names is [.., var last] && last.EndsWith(".git", StringComparison.OrdinalIgnoreCase))
            names[^1] = last[..^".git".Length];
        return [.. names.Where(name => name is not ("" or "." or "~"))];
    }

    private static string Decoded(string path) =>
        path.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(path) : path;
}
