using System.Diagnostics;
using Brain.Grains.Ports;
using Brain.Postgres.Knowledge;

namespace Brain.Grains.Knowledge;

/// <summary>
/// The Librarian's work at the index, a slice at a time: words first, for they cost little and make a text found at
/// once;
/// then vectors, newest texts first. All of it is rows that say "not done yet", so whoever goes on after a crash goes
/// on where it was.
/// </summary>
public sealed class TextIndexer(SearchIndexStore store, RecallStore calls, IEmbedder embedder)
{
    /// <summary>Rows that are indexed in one transaction.</summary>
    public const int RowsMax = 500;

    /// <summary>
    /// From how many vectors on they get an index of their own; looking at so many takes a few milliseconds.
    /// </summary>
    public const int IndexedVectorsMin = 5_000;

    private const int TextsMax = 32;

    // Where everything else goes first, so many still end well before whoever called gives up.
    private const int TextsMaxBusy = 4;
    private const int TakenOutMax = 5_000;

    private static readonly TimeSpan SliceMax = TimeSpan.FromSeconds(1);

    /// <summary>Does a slice of what waits.</summary>
    /// <returns>Whether more waits.</returns>
    public async Task<bool> Advance(CancellationToken stop)
    {
        if (await calls.Index(RowsMax, stop) > 0)
            return true;
        if (await store.Index(RowsMax, stop) > 0)
        {
            await store.Count(always: false, stop);
            return true;
        }

        await store.Count(always: false, stop);
        return embedder.Model is { } model && await Embed(model, stop);
    }

    private async Task<bool> Embed(string model, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        do
        {
            var texts = await store.Unembedded(model, embedder.IsBusy ? TextsMaxBusy : TextsMax, stop);
            if (texts.Length == 0)
                return await Settle(model, stop);
            var vectors = await embedder.EmbedInBackground([.. texts.Select(text => text.Text)], stop);
            await store.Keep(
                model,
                [.. texts.Zip(vectors, (text, found) => new UnitVectors(text.Unit, found.Vectors, found.Tokens))],
                stop
            );
            await store.MakeIndex(model, vectors[0].Vectors[0].Length, IndexedVectorsMin, stop);
            await store.CountPieces(model, always: false, stop);
        } while (!embedder.IsBusy && Stopwatch.GetElapsedTime(began) < SliceMax);

        return true;
    }

    // Every text has its vectors: search uses them, and those of the model before go.
    private async Task<bool> Settle(string model, CancellationToken stop)
    {
        await store.CountPieces(model, always: true, stop);
        return await store.Use(model, TakenOutMax, stop) > 0;
    }
}
