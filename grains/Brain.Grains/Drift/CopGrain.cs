using Brain.Grains.Abstractions.Drift;
using Brain.Postgres.Drift;

namespace Brain.Grains.Drift;

/// <summary>
/// Tells what it saw. It judges within the session's own decision, so that no turn waits for a second actor.
/// </summary>
[GrainType("cop")]
public sealed class CopGrain(DriftStore store) : Grain, ICopGrain
{
    /// <inheritdoc/>
    public Task<string[]> Seen() => store.List(this.GetPrimaryKey(), CancellationToken.None);
}
