using System.Buffers;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Domain.Skills.Scan;

/// <summary>Files that hold keys and passwords.</summary>
internal static class SecretPlaces
{
    private static readonly (string Part, string Kind)[] Strong =
    [
        (".ssh/id_", "SSH keys"),
        (".ssh/*", "SSH keys"),
        ("id_rsa", "SSH keys"),
        ("id_ed25519", "SSH keys"),
        (".aws/credentials", "AWS credentials"),
        (".aws/sso", "AWS credentials"),
        ("application_default_credentials", "Google Cloud credentials"),
        (".config/gcloud/credentials", "Google Cloud credentials"),
        (".config/gcloud/access_tokens", "Google Cloud credentials"),
        (".azure/accesstokens", "Azure credentials"),
        (".azure/msal_token", "Azure credentials"),
        (".git-credentials", "git credentials"),
        (".config/gh/hosts", "GitHub token"),
        ("~/.netrc", ".netrc"),
        ("/.netrc", ".netrc"),
        ("~/.npmrc", "npm token"),
        ("/.npmrc", "npm token"),
        (".pypirc", "PyPI token"),
        (".docker/config.json", "Docker logins"),
        (".vault-token", "Vault token"),
        ("library/keychains", "key ring"),
        ("login.keychain", "key ring"),
        (".gnome2/keyrings", "key ring"),
        (".local/share/keyrings", "key ring"),
        (".gnupg", "GnuPG keys"),
        (".password-store", "password store"),
        ("login data", "browser passwords"),
        ("logins.json", "browser passwords"),
        ("key4.db", "browser passwords"),
        ("chrome/default/cookies", "browser cookies"),
        ("google-chrome/*", "browser cookies"),
        (".mozilla/firefox", "browser passwords"),
        ("cookies.sqlite", "browser cookies"),
        ("default/network/cookies", "browser cookies"),
        ("brave-browser/default", "browser cookies"),
        ("wallet.dat", "wallet"),
        ("solana/id.json", "wallet"),
        ("exodus", "wallet"),
        ("electrum/wallets", "wallet"),
        (".bitcoin", "wallet"),
        (".ethereum/keystore", "wallet"),
        ("nkbihfbeogaeaoehlefnkodbefgpgknn", "wallet"),
        ("/etc/shadow", "system passwords"),
        ("/proc/self/environ", "environment"),
        ("/proc/1/environ", "environment"),
        .. ClaudeCodePlaces.Credentials.Select(part => (part, "agent credentials")),
        (".clawdbot/.env", "agent credentials"),
        (".openclaw/.env", "agent credentials"),
        (".clawdbot/cred", "agent credentials"),
        (".openclaw/cred", "agent credentials"),
        (".openclaw/openclaw.json", "agent credentials"),
        (".moltbot/.env", "agent credentials"),
        (".codex/auth.json", "agent credentials"),
        (".gemini/oauth_creds", "agent credentials"),
        (".config/op/", "1Password"),
        ("security-credentials", "cloud role credentials"),
        ("169.254.169.254", "cloud role credentials"),
        ("metadata.google.internal", "cloud role credentials"),
        (".bash_history", "shell history"),
        (".zsh_history", "shell history"),
    ];

    private static readonly (string Part, string Kind)[] Weak =
    [
        (".kube/config", "Kubernetes login"),
        (".claude.json", "agent settings"),
        (".config/gcloud", "Google Cloud settings"),
        ("secrets.yaml", "secrets file"),
        ("secrets.json", "secrets file"),
        ("service-account.json", "service account"),
        ("credentials.json", "credentials file"),
    ];

    // Most lines have none of these, and cost no more than one look.
    private static readonly SearchValues<string> Traces = SearchValues.Create(
        [.. Strong.Concat(Weak).Select(one => one.Part.TrimStart('~', '/')), "login\\ data", ".ssh", ".aws", ".env"],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>What kind of secret a path leads to, and whether there is little doubt; null for none.</summary>
    public static (string Kind, bool IsStrong)? Of(string path)
    {
        if (path.Contains("://", StringComparison.Ordinal) && !IsMetadata(path))
            return null;
        if (!path.AsSpan().ContainsAny(Traces))
            return null;
        var text = Normal(path);
        if (text.EndsWith(".pub", StringComparison.Ordinal))
            return null;
        foreach (var (part, kind) in Strong)
        {
            if (text.Contains(part, StringComparison.Ordinal))
                return (kind, true);
        }

        if (text is "~/.ssh" or "~/.ssh/" or "~/.aws" or "~/.aws/" || text.EndsWith("/.ssh", StringComparison.Ordinal))
            return ("SSH keys", true);
        foreach (var (part, kind) in Weak)
        {
            if (text.Contains(part, StringComparison.Ordinal))
                return (kind, false);
        }

        return IsEnvironmentFile(text) ? (".env", false) : null;
    }

    /// <summary>The first of the words in a line of prose or code that leads to one.</summary>
    public static (string Kind, bool IsStrong)? In(string line)
    {
        if (!line.AsSpan().ContainsAny(Traces))
            return null;
        (string Kind, bool IsStrong)? found = null;
        foreach (var word in line.Split([' ', '"', '\'', '`', '(', ')', ',', ';', '|', '<', '>', '@', '='], 200))
        {
            if (Of(word) is { } place && (found is null || place.IsStrong))
                found = place;
        }

        return found ?? (Of(line) is { IsStrong: true } whole ? whole : null);
    }

    private static bool IsMetadata(string address) =>
        address.Contains("169.254.169.254", StringComparison.Ordinal)
        || address.Contains("metadata.google.internal", StringComparison.Ordinal);

    private static bool IsEnvironmentFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name is ".env" or ".env.local" or ".env.production" or ".env.prod" or ".envrc";
    }

    private static string Normal(string path) =>
        path.Replace("\\ ", " ", StringComparison.Ordinal)
            .Replace('\\', '/')
            .Replace("${HOME}", "~", StringComparison.Ordinal)
            .Replace("$HOME", "~", StringComparison.Ordinal)
            .ToLowerInvariant();
}
