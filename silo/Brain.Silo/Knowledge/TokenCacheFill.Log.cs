namespace Brain.Silo.Knowledge;

internal sealed partial class TokenCacheFill
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The cache of token states was not filled; searches read what they need."
    )]
    private static partial void LogNotFilled(ILogger logger, Exception fault);
}
