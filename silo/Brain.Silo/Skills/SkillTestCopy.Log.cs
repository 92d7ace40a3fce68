namespace Brain.Silo.Skills;

internal static partial class SkillTestCopy
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Folder}, the copy that a skill was tested in, can't be deleted: {Reason}. The result holds."
    )]
    private static partial void LogStays(ILogger logger, string folder, string reason);
}
