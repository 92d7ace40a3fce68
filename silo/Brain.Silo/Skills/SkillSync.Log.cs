namespace Brain.Silo.Skills;

internal sealed partial class SkillSync
{
    [LoggerMessage(
        LogLevel.Warning,
        "Skills were written, and what a search looks through could not be read again: it is tried until it can."
    )]
    private static partial void LogUnread(ILogger logger, Exception fault);
}
