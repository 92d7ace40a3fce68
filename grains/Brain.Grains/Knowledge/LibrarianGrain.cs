using Brain.Grains.Abstractions.Knowledge;
using Brain.Grains.Ports;
using Brain.Postgres.Review;

namespace Brain.Grains.Knowledge;

/// <summary>Tells what is queued, and keeps the index that search looks in.</summary>
[GrainType("librarian")]
public sealed class LibrarianGrain(ReviewStore review, TextIndexer index, IEnumerable<IIndexSlice> others)
    : Grain, ILibrarianGrain
{
    /// <inheritdoc/>
    public Task<string[]> Queue() =>
        review.Queue(this.GetPrimaryKeyString() is { Length: > 0 } project ? project : null, CancellationToken.None);

    /// <inheritdoc/>
    public Task<bool> Index() =>
        // Off the activation's turn: reading and cutting texts is work for a processor.
        Task.Run(async () =>
        {
            if (await index.Advance(CancellationToken.None))
                return true;
            foreach (var other in others)
            {
                if (await other.Advance(CancellationToken.None))
                    return true;
            }

            return false;
        });
}
