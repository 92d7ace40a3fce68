using Brain.Messages.Sessions;

namespace Brain.Silo.Sessions;

public sealed partial class Transcripts
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Model {Model} has no known price: its tokens are counted and its cost is left open. Said once."
    )]
    private static partial void LogUnpriced(ILogger logger, string model);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Passed}.")]
    private static partial void LogUnreadable(ILogger logger, string file, PassedLines passed);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{File} was not read to its end; it is tried again after the session's next event."
    )]
    private static partial void LogFailed(ILogger logger, string file, Exception fault);
}
