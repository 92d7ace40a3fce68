using Brain.Domain.Knowledge.Search;
using Brain.Grains.Ports;
using Brain.Models.Embeddings;

namespace Brain.Silo.Knowledge;

/// <summary>The configured sentence model as the Librarian asks it.</summary>
internal sealed class SentenceModels(Embedders embedders) : IEmbedder
{
    // More processes want to run than there are processors, by half.
    private const double LoadMax = 1.5;

    /// <inheritdoc/>
    public string? Model => embedders.Current().Embedder?.Name;

    /// <inheritdoc/>
    public bool IsBusy => Load() > LoadMax * Environment.ProcessorCount;

    /// <inheritdoc/>
    public async Task<TextVectors[]> Embed(IReadOnlyList<string> texts, CancellationToken stop)
    {
        var choice = embedders.Current();
        if (choice.Embedder is not { } embedder)
            throw new EmbeddingFaultException(choice.Fault ?? "No sentence model is configured.");
        return
        [
            .. (await embedder.Embed(texts, stop)).Select(text => new TextVectors(
                text.Vectors,
                text.Pieces.Length == 0 ? null : new TokenStates(text.Pieces, text.States)
            )),
        ];
    }

    private static double Load() =>
        File.Exists("/proc/loadavg") && double.TryParse(File.ReadAllText("/proc/loadavg").Split(' ')[0], out var load)
            ? load
            : 0;
}
