namespace Brain.Silo.Health;

internal sealed partial class Readiness
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Ready.")]
    private static partial void LogReady(ILogger logger);
}
