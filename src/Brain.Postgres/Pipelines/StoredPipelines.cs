using System.Collections.Immutable;
using Brain.Domain.Pipelines;

namespace Brain.Postgres.Pipelines;

/// <summary>What <c>read_known.sql</c> returns.</summary>
/// <param name="Late">What is late, the newest first, at most <see cref="PipelineStore.LateMax"/>.</param>
/// <param name="Watched">Which open runs hooks may move: one for each version and project.</param>
/// <param name="Unsent">Messages that could not be sent and that nobody was told of.</param>
public sealed record StoredPipelines(
    ImmutableArray<LateRun> Late,
    ImmutableArray<StoredWatched> Watched,
    StoredUnsent Unsent
);

/// <summary>A version whose open runs hooks may move.</summary>
/// <param name="Pipeline">The version's row.</param>
/// <param name="Project">Whose runs, or null.</param>
/// <param name="Definition">Its links.</param>
/// <param name="ProjectKey">Which project that is, or null.</param>
public sealed record StoredWatched(Guid Pipeline, string? Project, Definition Definition, string? ProjectKey = null)
{
    /// <summary>The pipeline's name; null where an older row of the answer does not say.</summary>
    public string? Name { get; init; }
}

/// <summary>Messages that could not be sent and that nobody was told of.</summary>
/// <param name="Ids">Their rows, at most 1,000.</param>
/// <param name="Waiting">How many of them are tried again.</param>
/// <param name="WaitingError">Why one of those could not be sent; null when there is none.</param>
/// <param name="Failed">How many of them were given up.</param>
/// <param name="FailedError">Why one of those was; null when there is none.</param>
public sealed record StoredUnsent(
    ImmutableArray<Guid> Ids,
    int Waiting,
    string? WaitingError,
    int Failed,
    string? FailedError
);
