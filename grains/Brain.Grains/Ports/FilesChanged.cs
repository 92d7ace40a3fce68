using System.Collections.Immutable;
using Brain.Domain.Knowledge;

namespace Brain.Grains.Ports;

/// <summary>
/// Learnings with how many of the files that each is about changed on this machine since it was written or judged, as
/// far as that can be told at once.
/// </summary>
/// <param name="learnt">As a session is told them at its start.</param>
public delegate ImmutableArray<KeptLearning> FilesChanged(ImmutableArray<KeptLearning> learnt);
