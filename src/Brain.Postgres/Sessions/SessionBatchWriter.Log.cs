using Brain.Messages.Sessions;
using Microsoft.Extensions.Logging;

namespace Brain.Postgres.Sessions;

public sealed partial class SessionBatchWriter
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Session {Session}: a tool call that was merely asked for is not in the log; the event after it "
            + "writes it again."
    )]
    private static partial void LogLost(ILogger logger, SessionId session, Exception? fault);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "A group of {Count} changes was refused as a whole; writing each alone."
    )]
    private static partial void LogAlone(ILogger logger, int count, Exception refused);
}
