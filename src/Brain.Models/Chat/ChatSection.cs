namespace Brain.Models.Chat;

/// <summary>
/// The words of the section <c>"chat"</c> of <c>brain.json</c>, as a person writes them; what they mean and may be is
/// in
/// <see cref="ChatSettings"/>. There is no word for the key itself: it never stands in a file that is shown around.
/// </summary>
public sealed record ChatSection
{
    /// <summary>anthropic, openai (any endpoint that speaks its chat completions) or ollama.</summary>
    public string? Provider { get; init; }

    /// <summary>The model, as the provider calls it.</summary>
    public string? Model { get; init; }

    /// <summary>The base address, for openai with its <c>/v1</c>; the provider's own when it is left out.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The environment variable that holds the key; empty for "send none".</summary>
    public string? KeyEnv { get; init; }

    /// <summary>The file that holds the key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>How long an answer may take altogether, in seconds.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>How long an answer may be, in tokens.</summary>
    public int? MaxOutputTokens { get; init; }
}
