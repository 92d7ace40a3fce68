namespace Brain.Silo.Pipelines;

internal sealed partial class Notifier
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Notification {Id}: try {Try} failed, the next is in {Pause}. {Why}"
    )]
    private static partial void LogLater(ILogger logger, Guid id, int @try, string why, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notification {Id} is given up at try {Try}. {Why}")]
    private static partial void LogGivenUp(ILogger logger, Guid id, int @try, string why);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Notification {Id}: try {Try} took so long that another was begun; what became of it is not noted."
    )]
    private static partial void LogTakenOver(ILogger logger, Guid id, int @try);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Notification {Id}: what became of try {Try} can't be noted; it is looked up at the next."
    )]
    private static partial void LogNotNoted(ILogger logger, Exception fault, Guid id, int @try);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Waiting} notifications wait. {Fault}")]
    private static partial void LogUnsendable(ILogger logger, int waiting, string fault);
}
