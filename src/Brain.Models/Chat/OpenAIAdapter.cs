using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Brain.Models.Chat;

/// <summary>OpenAI's own library, for OpenAI and whoever speaks its chat completions.</summary>
internal sealed class OpenAIAdapter : ProviderAdapter
{
    public override IChatClient Client(ChatSettings settings, string key, HttpClient http) =>
        new ChatClient(
            settings.Model,
            new ApiKeyCredential(key),
            new OpenAIClientOptions
            {
                Endpoint = settings.Endpoint,
                Transport = new HttpClientPipelineTransport(http),
                RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
                NetworkTimeout = Timeout.InfiniteTimeSpan,
                ClientLoggingOptions = new() { EnableLogging = false },
            }
        ).AsIChatClient();

    // A model's own refusal is a text beside the answer, which the library keeps to itself while it streams.
    public override bool IsRefusal(ChatResponseUpdate update) =>
        base.IsRefusal(update)
        || update.RawRepresentation is StreamingChatCompletionUpdate { RefusalUpdate.Length: > 0 };
}
