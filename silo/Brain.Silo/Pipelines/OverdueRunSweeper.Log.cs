namespace Brain.Silo.Pipelines;

internal sealed partial class OverdueRunSweeper
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} is late and could not be woken; it is tried again.")]
    private static partial void LogAsleep(ILogger logger, Guid run, Exception fault);
}
