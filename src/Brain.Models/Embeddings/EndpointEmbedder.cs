using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Embeddings;

namespace Brain.Models.Embeddings;

/// <summary>
/// A sentence model behind an endpoint that speaks OpenAI's embeddings: OpenAI, Ollama, llama.cpp. It has vectors, and
/// no states of tokens. A vector of another length is refused: two models are never mixed.
/// </summary>
internal sealed class EndpointEmbedder : ITextEmbedder
{
    private const int AnswerBytesMax = 64 * 1024 * 1024;
    private const int TextMax = 8_000;

    private readonly EmbeddingSettings _settings;
    private readonly HttpClient _http;
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;

    public EndpointEmbedder(EmbeddingSettings settings, string? key)
    {
        _settings = settings;
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            Timeout = settings.Timeout,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
        _generator = new EmbeddingClient(
            settings.Model,
            // A server of one's own wants none, and the library wants something.
            new ApiKeyCredential(key ?? "none"),
            new OpenAIClientOptions
            {
                Endpoint = settings.Endpoint,
                Transport = new HttpClientPipelineTransport(_http),
                RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
                NetworkTimeout = Timeout.InfiniteTimeSpan,
                ClientLoggingOptions = new() { EnableLogging = false },
            }
        ).AsIEmbeddingGenerator();
    }

    /// <inheritdoc/>
    public string Name => NameOf(_settings);

    /// <summary>What vectors of an endpoint are of.</summary>
    public static string NameOf(EmbeddingSettings settings) =>
        $"{settings.Model}@{settings.Endpoint!.Authority}/{settings.Dimensions}";

    /// <inheritdoc/>
    public async Task<EmbeddedText[]> Embed(IReadOnlyList<string> texts, CancellationToken stop)
    {
        var found = await GenerateAsync(
            texts.Select(text => text.Length > TextMax ? text[..TextMax] : text),
            null,
            stop
        );
        if (found.Count != texts.Count)
            throw new EmbeddingFaultException(
                $"{Where} answered {texts.Count} texts with {found.Count} vectors; nothing was kept."
            );
        if (found.FirstOrDefault(one => one.Vector.Length != _settings.Dimensions) is { } odd)
            throw new EmbeddingFaultException(
                $"{Where} answered with a vector of {odd.Vector.Length} numbers; expected {_settings.Dimensions}, as "
                    + "\"dimensions\" in \"embeddings\" of brain.json says. Nothing was kept."
            );
        if (found.Any(one => one.Vector.ToArray().Any(number => !float.IsFinite(number))))
            throw new EmbeddingFaultException($"{Where} answered with a number that is none; nothing was kept.");
        return [.. found.Select(one => new EmbeddedText([one.Vector.ToArray()], [], []))];
    }

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(_settings.Timeout);
        try
        {
            return await _generator.GenerateAsync(values, options, late.Token);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            var why = late.IsCancellationRequested
                ? $"it did not answer within {_settings.Timeout.TotalSeconds:0} s"
                : fault.Message.Split('\n')[0];
            throw new EmbeddingFaultException($"{Where} could not embed: {why}.", fault);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _generator.Dispose();
        _http.Dispose();
    }

    private string Where => $"The sentence model {_settings.Model} at {_settings.Endpoint!.Authority}";
}
