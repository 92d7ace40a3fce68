using System.Collections.Immutable;
using Brain.Domain.Knowledge.Recall;

namespace Brain.Grains.Ports;

/// <summary>
/// Finds earlier calls that the one at hand may be like. It is quick or finds nothing: no hook waits.
/// </summary>
public interface IRecall
{
    /// <summary>The newest first; none also when it took too long, or could not be read.</summary>
    ValueTask<ImmutableArray<RecalledCall>> Find(RecallQuestion question);
}
