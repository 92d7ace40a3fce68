namespace Brain.Models.Embeddings;

/// <summary>Which sentence model embeds texts. Source: <see cref="EmbeddingSection"/>.</summary>
/// <param name="Provider">Where it runs.</param>
public sealed record EmbeddingSettings(EmbeddingProvider Provider)
{
    /// <summary>The most numbers of a vector: what pgvector's index takes.</summary>
    public const int DimensionsMax = 4_000;

    /// <summary>How much memory search keeps vectors and token states in, unless it is told.</summary>
    public const int CacheMegabytesDefault = 256;

    private const int CacheMegabytesMax = 16_384;
    private const int TimeoutSecondsMax = 120;
    private const int ModelMax = 200;

    /// <summary>The model, as the endpoint calls it.</summary>
    public string Model { get; init; } = "";

    /// <summary>The endpoint's base address.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Numbers of a vector of the endpoint, 1 to <see cref="DimensionsMax"/>.</summary>
    public int Dimensions { get; init; }

    /// <summary>The variable that holds the key; null for none.</summary>
    public string? KeyEnv { get; init; }

    /// <summary>The file that holds the key; null for none.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The folder of a model of one's own.</summary>
    public string Path { get; init; } = "";

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much memory search keeps vectors and token states in, 0 to 16,384 MB.</summary>
    public int CacheMegabytes { get; init; } = CacheMegabytesDefault;

    /// <summary>Reads the words; without any the embedded model is meant.</summary>
    public static EmbeddingParse Read(EmbeddingSection? words)
    {
        if (words is null)
            return new(new(EmbeddingProvider.Embedded), Fault: null);
        if (words.TimeoutSeconds is < 1 or > TimeoutSecondsMax)
            return Wrong("timeout_seconds", $"{words.TimeoutSeconds}", $"1 to {TimeoutSecondsMax}");
        if (words.CacheMegabytes is < 0 or > CacheMegabytesMax)
            return Wrong("cache_megabytes", $"{words.CacheMegabytes}", $"0 to {CacheMegabytesMax}");
        var read = ReadProvider(words);
        return read.Settings is { } settings && words.CacheMegabytes is { } most
            ? read with
            {
                Settings = settings with { CacheMegabytes = most },
            }
            : read;
    }

    private static EmbeddingParse ReadProvider(EmbeddingSection words) =>
        words.Provider switch
        {
            null or "embedded" => new(new(EmbeddingProvider.Embedded), Fault: null),
            "none" => new(new(EmbeddingProvider.None), Fault: null),
            "onnx" when words.Path is { } path && path.StartsWith('/') => new(
                new(EmbeddingProvider.Onnx) { Path = path },
                Fault: null
            ),
            "onnx" => Wrong(
                "path",
                "missing or relative",
                "the absolute path of a folder with model.onnx and vocab.txt"
            ),
            "openai" => ReadEndpoint(words),
            _ => Wrong("provider", "something else", "'embedded', 'openai', 'onnx' or 'none'"),
        };

    private static EmbeddingParse ReadEndpoint(EmbeddingSection words)
    {
        if (words.Model is not { Length: > 0 and <= ModelMax } model || model.Any(char.IsControl))
            return Wrong("model", "missing or too long", $"the endpoint's name of a model, 1 to {ModelMax} characters");
        if (
            !Uri.TryCreate(words.Endpoint ?? "https://api.openai.com/v1", UriKind.Absolute, out var endpoint)
            || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)
            || endpoint is not { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
        )
            return Wrong("endpoint", "something else", "an address such as 'http://127.0.0.1:11434/v1'");
        if (words.Dimensions is not (>= 1 and <= DimensionsMax))
            return Wrong(
                "dimensions",
                words.Dimensions is { } odd ? $"{odd}" : "missing",
                $"how many numbers a vector of that model has, 1 to {DimensionsMax}"
            );
        return new(
            new(EmbeddingProvider.OpenAI)
            {
                Model = model,
                Endpoint = endpoint,
                Dimensions = words.Dimensions.Value,
                KeyEnv = words.KeyEnv is { Length: > 0 } ? words.KeyEnv : null,
                KeyFile = words.KeyFile,
                Timeout = TimeSpan.FromSeconds(words.TimeoutSeconds ?? 10),
            },
            Fault: null
        );
    }

    private static EmbeddingParse Wrong(string word, string found, string expected) =>
        new(
            Settings: null,
            $"Nothing is embedded: \"{word}\" in \"embeddings\" of brain.json is {found}; expected {expected}. "
                + "Search goes by words alone."
        );
}

/// <summary>Where a sentence model runs.</summary>
public enum EmbeddingProvider
{
    /// <summary>In the silo, from weights that ship with it.</summary>
    Embedded,

    /// <summary>Behind an endpoint that speaks OpenAI's embeddings.</summary>
    OpenAI,

    /// <summary>In the silo, from a person's own file.</summary>
    Onnx,

    /// <summary>Nowhere: search goes by words alone.</summary>
    None,
}

/// <summary>What was read of the configuration: settings, or a mistake.</summary>
/// <param name="Settings">Settings that can be used.</param>
/// <param name="Fault">What is wrong: a sentence for people.</param>
public sealed record EmbeddingParse(EmbeddingSettings? Settings, string? Fault);
