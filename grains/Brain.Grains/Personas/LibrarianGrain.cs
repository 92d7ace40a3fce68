using Brain.Grains.Abstractions.Personas;
using Brain.Postgres.Personas;

namespace Brain.Grains.Personas;

/// <summary>Tells what is queued.</summary>
[GrainType("librarian")]
public sealed class LibrarianGrain(PersonaStore store) : Grain, ILibrarianGrain
{
    /// <inheritdoc/>
    public Task<string[]> Queue() =>
        store.Queue(this.GetPrimaryKeyString() is { Length: > 0 } project ? project : null, CancellationToken.None);
}
