namespace Brain.Silo.Cluster;

internal sealed partial class CertificateKeeper
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database ({Database}) is on another machine and BRAIN_DATABASE has no sslmode=verify-full: "
            + "who is on the way can read "
            + "the keys by which silos know each other, and everything else."
    )]
    private static partial void LogUnprotected(ILogger logger, string database);
}
