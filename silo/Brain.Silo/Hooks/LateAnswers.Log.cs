using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

internal sealed partial class LateAnswers
{
    [LoggerMessage(LogLevel.Warning, "What was answered in {Session} could not be told late; an import finds it.")]
    private static partial void LogFailed(ILogger logger, SessionId session, Exception fault);
}
