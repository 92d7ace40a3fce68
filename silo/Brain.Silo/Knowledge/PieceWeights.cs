using Brain.Postgres.Knowledge;

namespace Brain.Silo.Knowledge;

/// <summary>
/// How much a piece of a model's vocabulary tells: the rarer, the more. Source: <c>brain.search_pieces</c>, read again
/// every <see cref="Every"/>.
/// </summary>
internal sealed class PieceWeights(SearchStore store, TimeProvider clock)
{
    /// <summary>How old the counts may be.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private Counts? _counts;

    /// <summary>The weights for a model, when so many texts are indexed.</summary>
    public async Task<Func<short, double>> Of(string model, long texts, CancellationToken stop)
    {
        var counts = _counts;
        if (counts is null || counts.Model != model || counts.Texts != texts || clock.GetElapsedTime(counts.At) > Every)
            _counts = counts = new(model, texts, clock.GetTimestamp(), await store.Pieces(model, stop));
        double all = Math.Max(texts, counts.Rows.Count == 0 ? 1 : counts.Rows.Values.Max());
        return piece =>
        {
            double rows = counts.Rows.GetValueOrDefault(piece);
            return Math.Log(1 + (all - rows + 0.5) / (rows + 0.5));
        };
    }

    private sealed record Counts(string Model, long Texts, long At, Dictionary<short, int> Rows);
}
