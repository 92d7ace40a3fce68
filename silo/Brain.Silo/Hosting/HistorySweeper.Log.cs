namespace Brain.Silo.Hosting;

internal sealed partial class HistorySweeper
{
    private const string Swept =
        "{Table}: {Count} versions that ended before {Before:u} were deleted, as keep_history_days says.";

    [LoggerMessage(Level = LogLevel.Information, Message = Swept)]
    private static partial void LogSwept(ILogger logger, string table, long count, DateTimeOffset before);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Table}: old history was not deleted; it is tried again in a day."
    )]
    private static partial void LogKept(ILogger logger, string table, Exception fault);
}
