using Microsoft.Extensions.AI;
using OllamaSharp;
using OllamaSharp.Models.Chat;

namespace Brain.Models.Chat;

/// <summary>OllamaSharp, for Ollama's own API.</summary>
internal sealed class OllamaAdapter : ProviderAdapter
{
    public override IChatClient Client(ChatSettings settings, string key, HttpClient http)
    {
        http.BaseAddress = new(settings.Endpoint.ToString().TrimEnd('/') + "/");
        // Behind a proxy that asks for one; Ollama itself knows no keys.
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return new OllamaApiClient(http, settings.Model);
    }

    // Ollama gives no reason when it is old; done is done.
    public override ChatFinishReason? End(ChatResponseUpdate update) =>
        update.FinishReason ?? (update.RawRepresentation is ChatDoneResponseStream ? ChatFinishReason.Stop : null);
}
