using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Grains.Abstractions.Pipelines;

/// <summary>
/// One run of a pipeline as an actor: a durable reminder wakes it when its next link is late. Key: the run's row.
/// </summary>
[Alias("brain.pipeline-run")]
public interface IPipelineRunGrain : IGrainWithGuidKey
{
    /// <summary>Begins this run. Begun again it is the same run.</summary>
    [Alias("start")]
    [return: Immutable]
    Task<Receipt> Start([Immutable] StartRun message);

    /// <summary>Reaches or skips a link, heals what is late, or gives the run up.</summary>
    [Alias("move")]
    [return: Immutable]
    Task<Receipt> Move([Immutable] MoveRun message);

    /// <summary>Looks whether its next link is late, and tells it once.</summary>
    [Alias("check"), ResponseTimeout("00:02:00")]
    Task Check();

    /// <summary>How it stands; null when there is no such run.</summary>
    [Alias("show")]
    [return: Immutable]
    Task<RunSummary?> Show();
}
