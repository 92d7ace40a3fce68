using Brain.Grains.Ports;
using Brain.Grains.Skills;

namespace Brain.Silo.Skills;

/// <summary>
/// Has the Librarian make the vectors of skills when folders have been read: somebody may wait for the reading, and
/// nobody for the vectors.
/// </summary>
internal sealed class SkillIndexSlice(SkillIndexer indexer) : IIndexSlice
{
    /// <inheritdoc/>
    public Task<bool> Advance(CancellationToken stop) =>
        SkillSync.IsAtWork ? Task.FromResult(false) : indexer.Advance(stop);
}
