namespace Brain.Silo.Configuration;

internal sealed partial class BrainConfiguration
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault}")]
    private static partial void LogUnreadable(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Text}")]
    private static partial void LogOutOfRange(ILogger logger, string text);
}
