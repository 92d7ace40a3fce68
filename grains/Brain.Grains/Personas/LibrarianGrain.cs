using Brain.Grains.Abstractions.Personas;
using Brain.Grains.Knowledge;
using Brain.Postgres.Personas;

namespace Brain.Grains.Personas;

/// <summary>Tells what is queued, and keeps the index that search looks in.</summary>
[GrainType("librarian")]
public sealed class LibrarianGrain(PersonaStore store, TextIndexer index) : Grain, ILibrarianGrain
{
    /// <inheritdoc/>
    public Task<string[]> Queue() =>
        store.Queue(this.GetPrimaryKeyString() is { Length: > 0 } project ? project : null, CancellationToken.None);

    /// <inheritdoc/>
    public Task<bool> Index() =>
        // Off the activation's turn: reading and cutting texts is work for a processor.
        Task.Run(() => index.Advance(CancellationToken.None));
}
