namespace Brain.Models.Embeddings;

/// <summary>
/// The words of the section <c>"embeddings"</c> of <c>brain.json</c>, as a person writes them; what they mean and may
/// be is in <see cref="EmbeddingSettings"/>.
/// </summary>
public sealed record EmbeddingSection
{
    /// <summary>embedded, openai (any endpoint that speaks its embeddings), onnx or none.</summary>
    public string? Provider { get; init; }

    /// <summary>The model, as the endpoint calls it.</summary>
    public string? Model { get; init; }

    /// <summary>The endpoint's base address with its <c>/v1</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How many numbers the endpoint's vectors have.</summary>
    public int? Dimensions { get; init; }

    /// <summary>The environment variable that holds the key; left out for "send none".</summary>
    public string? KeyEnv { get; init; }

    /// <summary>The file that holds the key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The folder of a model of one's own: <c>model.onnx</c> and <c>vocab.txt</c>.</summary>
    public string? Path { get; init; }

    /// <summary>How long an answer of the endpoint may take, in seconds.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>How much memory search keeps vectors and token states in, in megabytes.</summary>
    public int? CacheMegabytes { get; init; }
}
