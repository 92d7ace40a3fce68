using Microsoft.Extensions.Logging;

namespace Brain.Grains.Pipelines;

public sealed partial class PipelineRunGrain
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Run {Run}: its reminder for {Due} could not be set; it is looked at again within a minute of "
            + "being late."
    )]
    private static partial void LogNotArmed(ILogger logger, Guid run, DateTimeOffset? due, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Run {Run} was moved; the sessions of this silo hear of it a little later."
    )]
    private static partial void LogNotTold(ILogger logger, Guid run, Exception fault);
}
