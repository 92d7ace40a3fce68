namespace Brain.Silo.Import;

internal sealed partial class Importer
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} was not read: it is tried again later.")]
    private static partial void LogUnreadable(ILogger logger, string file, Exception fault);
}
