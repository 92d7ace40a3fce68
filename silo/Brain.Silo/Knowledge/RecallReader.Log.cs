namespace Brain.Silo.Knowledge;

internal sealed partial class RecallReader
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Earlier calls can't be read; hooks are answered without hints.")]
    private static partial void LogNotRead(ILogger logger, Exception fault);
}
