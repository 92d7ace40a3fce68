namespace Brain.Silo.Health;

internal sealed partial class DatabaseMonitor
{
    private const string Began =
        "The database takes no writes ({Code}): {Sentence} It said: {Why}. "
        + "Hooks are refused or spooled until it does; said once.";

    private const string Ended =
        "The database takes writes again, after {Time}; {Count} faults were not written meanwhile.";

    [LoggerMessage(Level = LogLevel.Error, Message = Began)]
    private static partial void LogBegan(ILogger logger, string code, string sentence, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = Ended)]
    private static partial void LogEnded(ILogger logger, string time, long count);
}
