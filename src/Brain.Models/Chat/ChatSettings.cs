using System.Text.RegularExpressions;

namespace Brain.Models.Chat;

/// <summary>
/// Which chat model is asked, and within which limits. Source: <see cref="ChatSection"/>. It holds no key, so it may be
/// shown.
/// </summary>
/// <param name="Provider">The protocol.</param>
/// <param name="Model">The model's name at the provider, 1 to <see cref="ModelMax"/> characters.</param>
/// <param name="Endpoint">The base address: http or https, without a user, a query or a fragment.</param>
public sealed partial record ChatSettings(ChatProvider Provider, string Model, Uri Endpoint)
{
    /// <summary>The most characters of a model's name.</summary>
    public const int ModelMax = 200;

    /// <summary>The longest that an answer may take, in seconds.</summary>
    public const int TimeoutSecondsMax = 300;

    /// <summary>The most tokens that an answer may be allowed.</summary>
    public const int OutputTokensMost = 100_000;

    /// <summary>The environment variable that holds the key; null when none is read.</summary>
    public string? KeyEnv { get; init; }

    /// <summary>
    /// Whether the person named <see cref="KeyEnv"/>, so that its absence is a mistake at any endpoint.
    /// </summary>
    public bool IsKeyEnvNamed { get; init; }

    /// <summary>
    /// The absolute path of the file that holds the key; null when the environment does. It goes before
    /// <see cref="KeyEnv"/>.
    /// </summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// How long an answer may take from question to last word: 1 to <see cref="TimeoutSecondsMax"/> seconds.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The tokens that an answer may have, 1 to <see cref="OutputTokensMost"/>; a question may ask for fewer.
    /// </summary>
    public int OutputTokensMax { get; init; } = 1000;

    /// <summary>Whether the endpoint is the provider's own.</summary>
    public bool IsOwnEndpoint => Endpoint == HomeOf(Provider);

    /// <summary>Reads the words; null words mean that no model is configured.</summary>
    public static ChatParse Read(ChatSection? words)
    {
        if (words is null)
            return ChatParse.None;
        if (ProviderOf(words.Provider) is not { } provider)
            return Wrong(
                "provider",
                Found(words.Provider),
                "'anthropic', 'openai' (any endpoint that speaks its chat completions) or 'ollama'"
            );
        if (
            words.Model is not { Length: > 0 and <= ModelMax } model
            || model.Any(char.IsControl)
            || string.IsNullOrWhiteSpace(model)
        )
            return Wrong(
                "model",
                words.Model is null ? "missing" : $"{words.Model.Length} characters long",
                $"the provider's name of a model, 1 to {ModelMax} characters"
            );
        if (EndpointOf(words.Endpoint, provider) is not { } endpoint)
            return Wrong(
                "endpoint",
                "something else",
                "an address such as 'http://127.0.0.1:11434', with no user, query or fragment in it"
            );
        if (words.KeyEnv is { Length: > 0 } name && !VariableName().IsMatch(name))
            // Not repeated: it may be the key itself, put in the wrong place.
            return Wrong(
                "key_env",
                "something else",
                "the name of an environment variable in capitals, such as 'ANTHROPIC_API_KEY', and never the key itself"
            );
        if (words.KeyFile is { } path && !path.StartsWith('/'))
            return Wrong(
                "key_file",
                "something else",
                "the absolute path of a file that holds the key, and never the key itself"
            );
        if (words.TimeoutSeconds is < 1 or > TimeoutSecondsMax)
            return Wrong("timeout_seconds", $"{words.TimeoutSeconds}", $"1 to {TimeoutSecondsMax}");
        if (words.MaxOutputTokens is < 1 or > OutputTokensMost)
            return Wrong("max_output_tokens", $"{words.MaxOutputTokens}", $"1 to {OutputTokensMost}");

        var settings = new ChatSettings(provider, model, endpoint)
        {
            KeyEnv =
                words.KeyEnv is null ? VariableOf(provider)
                : words.KeyEnv.Length > 0 ? words.KeyEnv
                : null,
            IsKeyEnvNamed = words.KeyEnv is { Length: > 0 },
            KeyFile = words.KeyFile,
        };
        return new(
            settings with
            {
                Timeout = words.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.Timeout,
                OutputTokensMax = words.MaxOutputTokens ?? settings.OutputTokensMax,
            },
            Fault: null
        );
    }

    private static ChatParse Wrong(string word, string found, string expected) =>
        new(
            Settings: null,
            $"No chat model is asked: \"{word}\" in \"chat\" of brain.json is {found}; expected {expected}."
        );

    private static string Found(string? text) =>
        text switch
        {
            null => "missing",
            { Length: > 40 } => $"{text.Length} characters long",
            _ => $"'{string.Concat(text.Where(letter => !char.IsControl(letter)))}'",
        };

    private static ChatProvider? ProviderOf(string? word) =>
        word switch
        {
            "anthropic" => ChatProvider.Anthropic,
            "openai" => ChatProvider.OpenAI,
            "ollama" => ChatProvider.Ollama,
            _ => null,
        };

    private static Uri? EndpointOf(string? text, ChatProvider provider)
    {
        if (text is null)
            return HomeOf(provider);
        return
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address is { Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
            ? address
            : null;
    }

    private static Uri HomeOf(ChatProvider provider) =>
        provider switch
        {
            ChatProvider.Anthropic => new("https://api.anthropic.com"),
            ChatProvider.OpenAI => new("https://api.openai.com/v1"),
            _ => new("http://127.0.0.1:11434"),
        };

    private static string? VariableOf(ChatProvider provider) =>
        provider switch
        {
            ChatProvider.Anthropic => "ANTHROPIC_API_KEY",
            ChatProvider.OpenAI => "OPENAI_API_KEY",
            _ => null,
        };

    [GeneratedRegex("^[A-Z_][A-Z0-9_]{0,99}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariableName();
}

/// <summary>
/// What was read of a chat model's configuration: settings, a mistake, or neither when none is configured.
/// </summary>
/// <param name="Settings">Settings that can be used.</param>
/// <param name="Fault">What is wrong: one sentence for people.</param>
public sealed record ChatParse(ChatSettings? Settings, string? Fault)
{
    /// <summary>No chat model is configured; nothing is sent anywhere.</summary>
    public static ChatParse None { get; } = new(Settings: null, Fault: null);
}
