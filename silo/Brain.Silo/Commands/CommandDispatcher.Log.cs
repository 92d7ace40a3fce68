namespace Brain.Silo.Commands;

internal sealed partial class CommandDispatcher
{
    [LoggerMessage(Level = LogLevel.Error, Message = "/{Kind} failed.")]
    private static partial void LogFailed(ILogger logger, string kind, Exception fault);
}
