using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

internal sealed partial class ClaudeCodeStep
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: a model request was not decided.")]
    private static partial void LogFailed(ILogger logger, SessionId session, Exception fault);
}
