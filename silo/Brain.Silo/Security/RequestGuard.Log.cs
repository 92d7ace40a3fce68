namespace Brain.Silo.Security;

internal sealed partial class RequestGuard
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed.")]
    private static partial void LogFailed(ILogger logger, string path, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} on the loopback port was asked for by a process of another user, and refused."
    )]
    private static partial void LogStranger(ILogger logger, string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Whose process calls the loopback port can't be told ({Why}): the token decides alone."
    )]
    private static partial void LogNoTable(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A wrong token was tried at /login, the {Count}. in a row.")]
    public static partial void LogWrongToken(ILogger logger, int count);
}
