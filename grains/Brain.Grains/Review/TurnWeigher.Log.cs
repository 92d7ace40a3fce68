using Microsoft.Extensions.Logging;

namespace Brain.Grains.Review;

public sealed partial class TurnWeigher
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What the words of a session's turns mean could not be found out; the rules alone judged them."
    )]
    private static partial void LogNotWeighed(ILogger logger, Exception fault);
}
