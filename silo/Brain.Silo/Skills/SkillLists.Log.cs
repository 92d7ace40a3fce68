namespace Brain.Silo.Skills;

internal sealed partial class SkillLists
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{File}: the list of skills was not written: {Reason}.")]
    private static partial void LogRefused(ILogger logger, string file, string reason);
}
