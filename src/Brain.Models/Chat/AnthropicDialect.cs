using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Brain.Models.Chat;

/// <summary>Anthropic's own library.</summary>
internal sealed class AnthropicDialect : Dialect
{
    public override IChatClient Client(ChatSettings settings, string key, HttpClient http) => new AnthropicClient
    {
        HttpClient = http,
        BaseUrl = settings.Endpoint.ToString().TrimEnd('/'),
        ApiKey = key,
        MaxRetries = 0,
        // Ours is shorter and ends the whole answer.
        Timeout = 2 * settings.Timeout,
    }.AsIChatClient(settings.Model, settings.OutputTokensMax);

    // The library takes a full context for a proper end, and repeats the end that it knows of after the stream has ended.
    public override ChatFinishReason? End(ChatResponseUpdate update) =>
        update.RawRepresentation is not RawMessageStreamEvent { Value: RawMessageDeltaEvent last } ? null
        : last.Delta.StopReason?.Raw() == "model_context_window_exceeded" ? ChatFinishReason.Length
        : update.FinishReason;

    // The library forgets them when the last count says only what was written.
    public override long? TokensIn(ChatResponseUpdate update) =>
        update.RawRepresentation is RawMessageStreamEvent { Value: RawMessageStartEvent { Message.Usage: { } usage } }
            ? usage.InputTokens + (usage.CacheCreationInputTokens ?? 0) + (usage.CacheReadInputTokens ?? 0)
            : null;

    public override ChatFaultKind? Meaning(Exception fault) => fault is not AnthropicSseException error ? null : error.Type?.Raw() switch
    {
        "overloaded_error" or "rate_limit_error" => ChatFaultKind.RateLimited,
        _ => ChatFaultKind.Failed,
    };
}
