using Brain.Domain.Text;
using Brain.Models.Embeddings;

namespace Brain.Benchmarks;

/// <summary>Vectors of the sentence model that ships with the silo, each text embedded once.</summary>
internal sealed class SentenceVectors : IDisposable
{
    private const int TextsMax = 16;

    private readonly string _folder = Directory.CreateTempSubdirectory("brain-bench-model-").FullName;
    private readonly Dictionary<string, float[]> _known = new(StringComparer.Ordinal);
    private readonly OnnxEmbedder _model;

    public SentenceVectors() =>
        _model = new(
            EmbeddedWeights.Name,
            new EmbeddedWeights(EmbeddedWeights.Shipped, _folder).Unpack,
            TimeProvider.System
        );

    public float[][] Of(IReadOnlyList<string> texts)
    {
        foreach (var some in texts.Where(text => !_known.ContainsKey(text)).Distinct().Chunk(TextsMax))
        {
            var found = _model.Embed(some, CancellationToken.None).GetAwaiter().GetResult();
            foreach (var (text, embedded) in some.Zip(found))
                _known[text] = Vectors.Pool(embedded.Vectors);
        }

        return [.. texts.Select(text => _known[text])];
    }

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
