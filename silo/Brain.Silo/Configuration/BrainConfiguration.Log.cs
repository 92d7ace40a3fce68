namespace Brain.Silo.Configuration;

internal sealed partial class BrainConfiguration
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault}")]
    private static partial void LogUnreadable(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "brain.json: {Text}")]
    private static partial void LogOutOfRange(ILogger logger, string text);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "brain.json, mode {Mode}: tools '{Tools}' with verdict '{Verdict}' is left out; expected sparring, "
            + "debug or execution, tools, and allow, ask, ask-unless-read-only or deny."
    )]
    private static partial void LogLeftOut(ILogger logger, string mode, string? tools, string? verdict);
}
