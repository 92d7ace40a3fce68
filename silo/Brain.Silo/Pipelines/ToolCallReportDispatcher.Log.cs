namespace Brain.Silo.Pipelines;

internal sealed partial class ToolCallReportDispatcher
{
    private const string NotMoved = "Report {Report} could not move run {Run}; it is tried again for a day. Said once.";

    [LoggerMessage(Level = LogLevel.Warning, Message = NotMoved)]
    private static partial void LogNotMoved(ILogger logger, long report, Guid? run, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Report {Report} could not move run {Run} for a day and is let go."
    )]
    private static partial void LogLetGo(ILogger logger, long report, Guid? run, Exception fault);
}
