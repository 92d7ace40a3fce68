namespace Brain.Silo.Cluster;

internal sealed partial class Refusals
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo port: refused {Peer}: {Why}.")]
    private static partial void LogRefused(ILogger logger, string peer, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo port: refused {Peer} {More} more times: {Why}.")]
    private static partial void LogRefusedAgain(ILogger logger, string peer, int more, string why);
}
