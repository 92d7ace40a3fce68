
namespace Brain.Silo.Caches;

internal sealed partial class PersonaCache
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} {Fault}")]
    private static partial void LogFault(ILogger logger, string file, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The personas can't be read now; those known go on.")]
    private static partial void LogBlind(ILogger logger, Exception fault);
}
