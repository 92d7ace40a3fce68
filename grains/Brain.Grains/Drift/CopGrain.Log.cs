using Microsoft.Extensions.Logging;

namespace Brain.Grains.Drift;

public sealed partial class CopGrain
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What the words of turn {Turn} mean could not be found out; its signs were judged."
    )]
    private static partial void LogNotWeighed(ILogger logger, int turn, Exception fault);
}
