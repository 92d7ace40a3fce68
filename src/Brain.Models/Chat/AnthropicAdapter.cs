using Anthropic;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace Brain.Models.Chat;

/// <summary>Anthropic's own library.</summary>
internal sealed class AnthropicAdapter : ProviderAdapter
{
    public override IChatClient Client(ChatSettings settings, string key, HttpClient http) =>
        new AnthropicClient
        {
            HttpClient = http,
            BaseUrl = settings.Endpoint.ToString().TrimEnd('/'),
            ApiKey = key,
            // Said, or the library takes it from the environment whenever it likes.
            AuthToken = null,
            MaxRetries = 0,
            // Ours is shorter and ends the whole answer.
            Timeout = 2 * settings.Timeout,
        }.AsIChatClient(settings.Model, settings.OutputTokensMax);

    public override ChatFaultKind? Meaning(Exception fault) =>
        fault is not AnthropicSseException error
            ? null
            : error.Type?.Raw() switch
            {
                "overloaded_error" or "rate_limit_error" => ChatFaultKind.RateLimited,
                _ => ChatFaultKind.Failed,
            };
}
