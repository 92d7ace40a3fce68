namespace Brain.Domain.Skills.Scan;

/// <summary>Hosts: which one an address names, and what is known of it.</summary>
internal static class NetworkPlaces
{
    private static readonly string[] Drops =
    [
        "webhook.site",
        "requestbin",
        "pipedream.net",
        "beeceptor.com",
        "ngrok.io",
        "ngrok.app",
        "ngrok-free.app",
        "transfer.sh",
        "file.io",
        "0x0.st",
        "termbin.com",
        "pastebin.com",
        "hastebin",
        "glot.io",
        "rentry.co",
        "discord.com/api/webhooks",
        "discordapp.com/api/webhooks",
        "api.telegram.org/bot",
        "oastify.com",
        "interact.sh",
        "oast.",
        "burpcollaborator",
        "dnslog.cn",
        "trycloudflare.com",
        "serveo.net",
        "onion",
    ];

    // Where many get their tools by a line that everybody knows.
    private static readonly string[] Installers =
    [
        "sh.rustup.rs",
        "astral.sh",
        "bun.sh",
        "deno.land",
        "get.docker.com",
        "fly.io",
        "install.python-poetry.org",
        "raw.githubusercontent.com/nvm-sh",
        "raw.githubusercontent.com/homebrew",
        "ollama.com",
        "ollama.ai",
        "get.helm.sh",
        "raw.githubusercontent.com/helm",
        "cli.github.com",
        "claude.ai",
        "get.pnpm.io",
        "mise.run",
        "sdkman.io",
        "starship.rs",
        "tailscale.com",
        "deb.nodesource.com",
        "rpm.nodesource.com",
        "sh.vector.dev",
        "get.k3s.io",
        "raw.githubusercontent.com/aquasecurity",
        "raw.githubusercontent.com/anchore",
        "opencode.ai",
        "cursor.com",
        "nixos.org",
        "just.systems",
        "foundry.paradigm.xyz",
        "packages.microsoft.com",
        "dot.net",
        "raw.githubusercontent.com/golangci",
        "aka.ms",
        "install.duckdb.org",
        "bootstrap.pypa.io",
    ];

    /// <summary>The addresses in a text.</summary>
    public static IEnumerable<string> Addresses(string text)
    {
        for (var at = text.IndexOf("://", StringComparison.Ordinal); at >= 0;)
        {
            var from = at;
            while (from > 0 && (char.IsAsciiLetterOrDigit(text[from - 1]) || text[from - 1] == '+'))
                from--;
            var end = at + 3;
            while (
                end < text.Length
                && !char.IsWhiteSpace(text[end])
                && text[end] is not ('"' or '\'' or '`' or '<' or '>' or '|' or '\\' or '\0')
            )
                end++;
            if (end > at + 3 && at > from)
                yield return text[from..end].TrimEnd(')', ']', '.', ',', ';', '}');
            at = text.IndexOf("://", Math.Max(end, at + 3), StringComparison.Ordinal);
        }
    }

    /// <summary>The host of an address; <c>*</c> where only the run tells, null for none.</summary>
    public static string? Host(string address)
    {
        var at = address.IndexOf("://", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var rest = address[(at + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var host = end < 0 ? rest : rest[..end];
        host = host[(host.LastIndexOf('@') + 1)..];
        if (host.IndexOfAny(['$', '{', '%', '\0', '<', '*']) >= 0 || host.Length == 0)
            return "*";
        var port = host.LastIndexOf(':');
        host = (port > 0 && host.IndexOf(':') == port ? host[..port] : host)
            .ToLowerInvariant()
            .Trim('[', ']', '.', ')');
        return host.Length is > 0 and <= 253 && host.All(IsOfHost) ? host : null;
    }

    public static bool IsLocal(string host) =>
        host is "localhost" or "0.0.0.0" or "::1" or "host.docker.internal"
        || host.StartsWith("127.", StringComparison.Ordinal)
        || host.StartsWith("192.168.", StringComparison.Ordinal)
        || host.StartsWith("10.", StringComparison.Ordinal)
        || host.EndsWith(".local", StringComparison.Ordinal)
        || host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>Digits in place of a name, and not of this machine or its network.</summary>
    public static bool IsBare(string host) =>
        !IsLocal(host)
        && host.Split('.') is { Length: 4 } parts
        && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit));

    public static bool IsDrop(string address) =>
        Drops.Any(drop => address.Contains(drop, StringComparison.OrdinalIgnoreCase));

    public static bool IsInstaller(string address) =>
        address.StartsWith("https://", StringComparison.Ordinal)
        && Installers.Any(known => address.Contains(known, StringComparison.OrdinalIgnoreCase));

    /// <summary>It says by its own name that it is there to install something, and comes by a safe way.</summary>
    public static bool LooksLikeInstaller(string address) =>
        address.StartsWith("https://", StringComparison.Ordinal)
        && Host(address) is { } host
        && !IsBare(host)
        && !IsDrop(address)
        && (
            address.Contains("install", StringComparison.OrdinalIgnoreCase)
            || address.Contains("setup", StringComparison.OrdinalIgnoreCase)
            || host.StartsWith("get.", StringComparison.Ordinal)
            || host.StartsWith("sh.", StringComparison.Ordinal)
        );

    private static bool IsOfHost(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':';
}
