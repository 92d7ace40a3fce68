using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

internal sealed partial class HookEndpoint
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Agent}: hook event {Name} is not known, or tells nothing to keep; it is answered with an empty "
            + "decision. Said once."
    )]
    private static partial void LogUnknown(ILogger logger, string agent, string name);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Session {Session}: {Event} was sent by a shell of session {Shell}, and refused."
    )]
    private static partial void LogOfAShell(ILogger logger, SessionId session, string @event, SessionId shell);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: {Event} was not decided.")]
    private static partial void LogFailed(ILogger logger, SessionId session, string @event, Exception fault);
}
