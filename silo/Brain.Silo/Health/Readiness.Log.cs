namespace Brain.Silo.Health;

internal sealed partial class Readiness
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Ready.")]
    private static partial void LogReady(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready yet; trying again.")]
    private static partial void LogNotYet(ILogger logger, Exception fault);
}
