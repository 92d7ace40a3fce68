using Microsoft.Extensions.Logging;

namespace Brain.Grains.Personas;

public sealed partial class PersonaGrain
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Persona {Persona}: the answer is kept, what it remembers of being asked is not."
    )]
    private static partial void LogForgot(ILogger logger, Guid persona, Exception fault);
}
