using Brain.Grains.Abstractions.Personas;
using Brain.Postgres.Personas;

namespace Brain.Grains.Personas;

/// <summary>
/// Tells what it saw. It judges within the session's own decision, so that no turn waits for a second actor.
/// </summary>
[GrainType("cop")]
public sealed class CopGrain(PersonaStore store) : Grain, ICopGrain
{
    /// <inheritdoc/>
    public Task<string[]> Seen() => store.Drift(this.GetPrimaryKey(), CancellationToken.None);
}
