namespace Brain.Silo.Cluster;

internal sealed partial class ClusterCertificates
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Certificate {Thumbprint} for silos was made; it is good until {Expiry:u}."
    )]
    private static partial void LogMade(ILogger logger, string thumbprint, DateTimeOffset expiry);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Certificates of silos were rotated: {Revoked} revoked, {Thumbprint} is presented now."
    )]
    private static partial void LogRotated(ILogger logger, int revoked, string thumbprint);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The certificates of silos can't be read; the last reading stands. {Why}"
    )]
    private static partial void LogNotRead(ILogger logger, string why);
}
