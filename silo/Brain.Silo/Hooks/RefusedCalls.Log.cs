using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

internal sealed partial class RefusedCalls
{
    [LoggerMessage(LogLevel.Warning, "Whether {Session}'s person refused a call is known by its next event only.")]
    private static partial void LogFailed(ILogger logger, SessionId session, Exception fault);
}
