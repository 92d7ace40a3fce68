namespace Brain.Silo.Caches;

internal sealed partial class PersonaCache
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} {Fault}")]
    private static partial void LogFault(ILogger logger, string file, string fault);
}
