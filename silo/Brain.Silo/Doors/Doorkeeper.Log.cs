namespace Brain.Silo.Doors;

internal sealed partial class Doorkeeper
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed.")]
    private static partial void LogFailed(ILogger logger, string path, Exception fault);
}
