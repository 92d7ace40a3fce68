namespace Brain.Models.Embeddings;

/// <summary>
/// The sentence models: the one that is configured now, and the one that the vectors in use are of, when it is another.
/// Nothing is loaded by asking for one.
/// </summary>
/// <param name="read">The current configuration.</param>
/// <param name="folder">Where the embedded weights are copied to.</param>
/// <param name="environment">The environment's variables by name.</param>
/// <param name="clock">By which a model is idle.</param>
public sealed class Embedders(
    Func<EmbeddingParse> read,
    string folder,
    Func<string, string?> environment,
    TimeProvider clock
) : IDisposable
{
    private readonly Lock _lock = new();
    private int _givenBack;
    private readonly Dictionary<string, ITextEmbedder> _known = new(StringComparer.Ordinal);

    /// <summary>How often a model's memory was given back.</summary>
    public int GivenBack => Volatile.Read(ref _givenBack);

    /// <summary>The model that texts are embedded with now.</summary>
    public EmbedderChoice Current()
    {
        var (settings, fault) = read();
        return settings?.Provider switch
        {
            null => new(Embedder: null, fault),
            EmbeddingProvider.Embedded => new(Embedded(), Fault: null),
            EmbeddingProvider.Onnx => Own(settings.Path),
            EmbeddingProvider.OpenAI => Endpoint(settings),
            _ => new(Embedder: null, Fault: null),
        };
    }

    /// <summary>The model of a name, if it can be asked now.</summary>
    public ITextEmbedder? Named(string name) =>
        Current().Embedder is { } current && current.Name == name ? current
        : name == EmbeddedWeights.Name ? Embedded()
        : null;

    /// <summary>The name of the model that ships with the silo.</summary>
    public static string EmbeddedName => EmbeddedWeights.Name;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var one in _known.Values)
                one.Dispose();
            _known.Clear();
        }
    }

    private ITextEmbedder Embedded() =>
        Known(EmbeddedWeights.Name, () =>
            new OnnxEmbedder(EmbeddedWeights.Name, new EmbeddedWeights(EmbeddedWeights.Shipped, folder).Unpack, clock)
            {
                WhenGivenBack = NoteGivenBack,
            }
        );

    private void NoteGivenBack() => Interlocked.Increment(ref _givenBack);

    private EmbedderChoice Own(string path)
    {
        var (weights, vocabulary) = (Path.Combine(path, "model.onnx"), Path.Combine(path, "vocab.txt"));
        if (!File.Exists(weights) || !File.Exists(vocabulary))
            return new(
                Embedder: null,
                $"Nothing is embedded: {path}, the \"path\" in \"embeddings\" of brain.json, has no "
                    + $"{(File.Exists(weights) ? "vocab.txt" : "model.onnx")}. Search goes by words alone."
            );
        var file = new FileInfo(weights);
        var name = $"{Path.GetFileName(path)}/{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}";
        return new(
            Known(name, () =>
                new OnnxEmbedder(
                    name,
                    () => new(name, weights, File.ReadAllBytes(vocabulary), HasTokenStates: false),
                    clock
                )
                {
                    WhenGivenBack = NoteGivenBack,
                }
            ),
            Fault: null
        );
    }

    private EmbedderChoice Endpoint(EmbeddingSettings settings)
    {
        var (key, wrong) = Key(settings);
        return wrong is not null
            ? new(Embedder: null, wrong)
            : new(
                Known($"{EndpointEmbedder.NameOf(settings)}\n{settings}\n{key}", () =>
                    new EndpointEmbedder(settings, key)
                ),
                Fault: null
            );
    }

    private (string? Key, string? Fault) Key(EmbeddingSettings settings)
    {
        string? key = null;
        string? wrong = null;
        if (settings.KeyFile is { } path)
            (key, wrong) = KeyFile.Read(path);
        else if (settings.KeyEnv is { } name && (key = environment(name)?.Trim()) is null or "")
            wrong = $"is not in the silo's environment ({name})";
        if (wrong is not null)
            return (
                null,
                $"Nothing is embedded: the key of \"embeddings\" in brain.json {wrong}. Search goes by words alone."
            );
        return key is null || settings.Endpoint!.Scheme == Uri.UriSchemeHttps || settings.Endpoint.IsLoopback
            ? (key, null)
            : (
                null,
                $"Nothing is embedded: the key would travel readable for all to {settings.Endpoint.Host}; use https in "
                    + "\"endpoint\" of \"embeddings\" in brain.json. Search goes by words alone."
            );
    }

    private ITextEmbedder Known(string name, Func<ITextEmbedder> make)
    {
        lock (_lock)
            return _known.TryGetValue(name, out var known) ? known : _known[name] = make();
    }
}

/// <summary>Whom to ask: a model, a mistake in its configuration, or neither when none is wanted.</summary>
/// <param name="Embedder">A model that can be asked.</param>
/// <param name="Fault">What is wrong with the configuration: a sentence for people.</param>
public sealed record EmbedderChoice(ITextEmbedder? Embedder, string? Fault);
