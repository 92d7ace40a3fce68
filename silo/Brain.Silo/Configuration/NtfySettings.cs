using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Domain.Pipelines;

namespace Brain.Silo.Configuration;

/// <summary>
/// Where messages go, and as whom. Source: <see cref="NtfySection"/>. It holds no secret, so it may be shown.
/// </summary>
/// <param name="Server">The base address: http or https, ends with a slash, without a user, a query or a
/// fragment.</param>
/// <param name="Alerts">What messages are made from.</param>
internal sealed partial record NtfySettings(Uri Server, AlertRules Alerts)
{
    /// <summary>The most characters of a user's name.</summary>
    public const int UserMax = 64;

    /// <summary>Who signs in with a password; null when a token does, or nobody.</summary>
    public string? User { get; init; }

    /// <summary>The environment variable that holds the token or the password; null when none does.</summary>
    public string? SecretEnv { get; init; }

    /// <summary>The absolute path of the file that holds the token or the password; null when none does.</summary>
    public string? SecretFile { get; init; }

    /// <summary>The words for what the secret is and where it lies, such as <c>token_env</c>.</summary>
    public string SecretWord => $"{(User is null ? "token" : "password")}_{(SecretFile is null ? "env" : "file")}";

    /// <summary>The server as people write it.</summary>
    public string Shown => Server.AbsoluteUri.TrimEnd('/');

    /// <summary>Reads the words; none, or words without a server, mean that nothing is sent.</summary>
    public static NtfyParse Read(NtfySection? words)
    {
        if (words?.Server is null)
            return NtfyParse.None;
        // A message is written whatever is wrong: it waits until that is mended.
        var (topic, priority, click) = (TopicOf(words.Topic), PriorityOf(words.Priority), ClickOf(words.Click));
        var tags = words.Tags ?? [];
        var areTags = tags.Length <= NtfyRules.TagsMax && tags.All(tag => tag is not null && NtfyRules.IsTag(tag));
        var alerts = new AlertRules(topic, priority ?? 3, areTags ? [.. tags] : [], click);
        return Wrong(words, (priority, areTags)) is var (word, found, expected)
            ? new(
                Settings: null,
                $"Nothing is sent to ntfy: \"{word}\" in \"ntfy\" of brain.json is {found}; expected {expected}."
            )
            {
                Alerts = alerts,
            }
            : new(
                new(ServerOf(words.Server)!, alerts)
                {
                    User = words.User,
                    SecretEnv = words.TokenEnv ?? words.PasswordEnv,
                    SecretFile = words.TokenFile ?? words.PasswordFile,
                },
                Fault: null
            )
            {
                Alerts = alerts,
            };
    }

    // What was found is repeated only where no secret could have been put by mistake.
    private static (string Word, string Found, string Expected)? Wrong(
        NtfySection words,
        (int? Priority, bool AreTags) read
    )
    {
        if (ServerOf(words.Server) is null)
            return (
                "server",
                "something else",
                "an address such as 'https://ntfy.sh', with no user, query or fragment in it"
            );
        if (words.Topic is not null && TopicOf(words.Topic) is null)
            return (
                "topic",
                $"{words.Topic.Length} characters long or has others than it may have",
                "1 to 64 letters, digits, '-' and '_'"
            );
        if (read.Priority is null)
            return ("priority", "something else", "'min', 'low', 'default', 'high', 'max' or 1 to 5");
        if (!read.AreTags)
            return (
                "tags",
                "something else",
                $"at most {NtfyRules.TagsMax}, each 1 to {NtfyRules.TagMax} characters without a comma"
            );
        if (words.Click is not null && ClickOf(words.Click) is null)
            return (
                "click",
                "something else",
                $"an address that begins with http:// or https:// and has at most {NtfyRules.ClickMax} "
                    + $"characters; {{run}} stands for the run's id"
            );
        return WrongSecret(words);
    }

    private static (string Word, string Found, string Expected)? WrongSecret(NtfySection words)
    {
        string?[] named = [words.TokenEnv, words.TokenFile, words.PasswordEnv, words.PasswordFile];
        var places = named.Count(one => one is not null);
        if (
            words.User is { } user
            && (user.Length is 0 or > UserMax || user.Any(letter => letter == ':' || char.IsControl(letter)))
        )
            return ("user", "something else", $"a name of 1 to {UserMax} characters without a colon");
        if (places > 1)
            return (
                "token_env",
                $"one of {places} places for a secret",
                "one of \"token_env\", \"token_file\", \"password_env\" and \"password_file\""
            );
        if (words.User is not null && (words.PasswordEnv ?? words.PasswordFile) is null)
            return ("user", "there without a password", "\"password_env\" or \"password_file\" beside it");
        if (words.User is null && (words.PasswordEnv ?? words.PasswordFile) is not null)
            return ("user", "missing", "who the password belongs to");
        if ((words.TokenEnv ?? words.PasswordEnv) is { } variable && !VariableName().IsMatch(variable))
            return (
                words.TokenEnv is null ? "password_env" : "token_env",
                "something else",
                "the name of an environment variable in capitals, and never the secret itself"
            );
        if ((words.TokenFile ?? words.PasswordFile) is { } path && !path.StartsWith('/'))
            return (
                words.TokenFile is null ? "password_file" : "token_file",
                "something else",
                "the absolute path of a file that holds the secret, and never the secret itself"
            );
        return null;
    }

    private static Uri? ServerOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && IsWeb(address)
        && address is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
        && !text!.Contains('?', StringComparison.Ordinal)
        && !text.Contains('#', StringComparison.Ordinal)
            ? new(address.AbsoluteUri.TrimEnd('/') + "/")
            : null;

    private static string? TopicOf(string? text) => text is not null && NtfyRules.IsTopic(text) ? text : null;

    private static string? ClickOf(string? text) => text is not null && NtfyRules.IsClick(text) ? text : null;

    private static bool IsWeb(Uri address) =>
        address.Host.Length > 0 && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static int? PriorityOf(JsonElement? json)
    {
        if (json is not { } element)
            return 3;
        var text = element.ValueKind is JsonValueKind.String ? element.GetString()! : element.ToString();
        return NtfyRules.Priority(text);
    }

    [GeneratedRegex(@"^[A-Z_][A-Z0-9_]{0,99}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariableName();
}

/// <summary>
/// What was read of ntfy's configuration: settings, a mistake, or neither when no server is configured.
/// </summary>
/// <param name="Settings">Settings that can be used.</param>
/// <param name="Fault">What is wrong: one sentence for people.</param>
internal sealed record NtfyParse(NtfySettings? Settings, string? Fault)
{
    /// <summary>No server is configured; nothing is written or sent.</summary>
    public static NtfyParse None { get; } = new(Settings: null, Fault: null);

    /// <summary>
    /// What messages are made from; null when no server was meant. With a fault they are written all the same, and
    /// wait.
    /// </summary>
    public AlertRules? Alerts { get; init; }
}
