using Microsoft.Extensions.AI;

namespace Brain.Models.Chat;

/// <summary>
/// One provider's library: how it is started, and what it leaves unsaid. Each is loaded when it is first asked for.
/// </summary>
internal abstract class ProviderAdapter
{
    public static ProviderAdapter Of(ChatProvider provider) =>
        provider switch
        {
            ChatProvider.Anthropic => new AnthropicAdapter(),
            ChatProvider.OpenAI => new OpenAIAdapter(),
            _ => new OllamaAdapter(),
        };

    /// <summary>A client of one request, which tries nothing twice and takes nothing from the environment.</summary>
    public abstract IChatClient Client(ChatSettings settings, string key, HttpClient http);

    /// <summary>Why nothing follows this update; null when something does.</summary>
    public virtual ChatFinishReason? End(ChatResponseUpdate update) => update.FinishReason;

    /// <summary>Whether the model declines with this update.</summary>
    public virtual bool IsRefusal(ChatResponseUpdate update) => update.FinishReason == ChatFinishReason.ContentFilter;

    /// <summary>What an error in the middle of the answer means; null when this is none.</summary>
    public virtual ChatFaultKind? Meaning(Exception fault) => null;
}
