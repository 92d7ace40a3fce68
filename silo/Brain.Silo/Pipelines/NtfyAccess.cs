using System.Net.Http.Headers;
using System.Text;
using Brain.Domain.Text;
using Brain.Models;
using Brain.Silo.Configuration;

namespace Brain.Silo.Pipelines;

/// <summary>
/// A server and how to sign in there. It holds the secret, so it is no record: nothing of it is ever printed.
/// </summary>
internal sealed class NtfyAccess
{
    private readonly string? _user;
    private readonly string? _secret;

    private NtfyAccess(NtfySettings settings, string? secret) =>
        (Server, Topic, _user, _secret) = (settings.Server, settings.Alerts.Topic, settings.User, secret);

    /// <summary>The base address; ends with a slash.</summary>
    public Uri Server { get; }

    /// <summary>The topic of messages that name none; null when there is none.</summary>
    public string? Topic { get; }

    /// <summary>How to sign in; null when nobody does.</summary>
    public AuthenticationHeaderValue? SignIn =>
        (_user, _secret) switch
        {
            (_, null) => null,
            (null, var token) => new("Bearer", token),
            var (user, password) => new("Basic", Basic(user, password)),
        };

    /// <summary>What a text says, in one line and without the secret, in whichever form.</summary>
    public string Harmless(string text)
    {
        if (_secret is { } secret)
            text = text.Replace(secret, "[redacted]", StringComparison.Ordinal)
                .Replace(Basic(_user ?? "", secret), "[redacted]", StringComparison.Ordinal);
        return Redaction.Clean(string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)))!.Trim();
    }

    /// <inheritdoc/>
    public override string ToString() => Server.AbsoluteUri;

    /// <summary>The access that is configured, or why there is none; neither when no server is configured.</summary>
    public static (NtfyAccess? Access, string? Fault) Of(NtfyParse reading, Func<string, string?> environment)
    {
        if (reading.Settings is not { } settings)
            return (null, reading.Fault);
        var (secret, fault) = SecretOf(settings, environment);
        if (fault is not null)
            return (null, $"Nothing is sent to ntfy: {fault}");
        return secret is null || settings.Server.Scheme == Uri.UriSchemeHttps || settings.Server.IsLoopback
            ? (new(settings, secret), null)
            : (
                null,
                $"Nothing is sent to ntfy: what \"{settings.SecretWord}\" names would travel readable for all to "
                    + $"{settings.Server.Host}; use https in \"server\"."
            );
    }

    private static (string? Secret, string? Fault) SecretOf(NtfySettings settings, Func<string, string?> environment)
    {
        if (settings is { SecretFile: null, SecretEnv: null })
            return (null, null);
        var (secret, wrong) = settings.SecretFile is { } path
            ? KeyFile.Read(path)
            : (environment(settings.SecretEnv!)?.Trim(), null);
        if (wrong is not null)
        {
            return (
                null,
                $"{settings.SecretFile}, the \"{settings.SecretWord}\" of \"ntfy\" in brain.json, {wrong}; "
                    + "expected a file with the secret in it, owned by the silo's user, with mode 0600."
            );
        }

        if (secret is not { Length: > 0 and < KeyFile.LengthMax })
        {
            return (
                null,
                $"the silo was started without a secret in {settings.SecretEnv}. Set it and start the silo again, "
                    + "or name a file of mode 0600 in \"ntfy\" of brain.json."
            );
        }

        var isClean = settings.User is null
            ? secret.All(letter => letter is > ' ' and <= '~')
            : !secret.Any(char.IsControl);
        return isClean
            ? (secret, null)
            : (
                null,
                $"what \"{settings.SecretWord}\" names is not one line of printable characters; put the secret "
                    + "there, and nothing else."
            );
    }

    private static string Basic(string user, string password) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
