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
    public Task<TextVectors[]> Embed(IReadOnlyList<string> texts, CancellationToken stop) =>
        Vectors(embedder => embedder.Embed(texts, stop));

    /// <inheritdoc/>
    public Task<TextVectors[]> EmbedInBackground(IReadOnlyList<string> texts, CancellationToken stop) =>
        Vectors(embedder => embedder.EmbedInBackground(texts, stop));

    private async Task<TextVectors[]> Vectors(Func<ITextEmbedder, Task<EmbeddedText[]>> embed)
    {
        var choice = embedders.Current();
        if (choice.Embedder is not { } embedder)
            throw new EmbeddingFaultException(choice.Fault ?? "No sentence model is configured.");
        return
        [
            .. (await embed(embedder)).Select(text => new TextVectors(
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
