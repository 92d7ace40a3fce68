namespace Brain.Silo.Skills;

internal sealed partial class SkillLoop
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Skills: {Added} new, {Changed} changed, {Moved} moved, {Gone} gone; {Reset} lost their trust."
    )]
    private static partial void LogSynced(ILogger logger, int added, int changed, int moved, int gone, int reset);

    [LoggerMessage(Level = LogLevel.Information, Message = "Skills: the trust of {Moved} moved.")]
    private static partial void LogMoved(ILogger logger, int moved);
}
