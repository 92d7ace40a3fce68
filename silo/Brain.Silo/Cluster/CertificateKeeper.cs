using Brain.Messages;
using Brain.Silo.Configuration;

namespace Brain.Silo.Cluster;

/// <summary>
/// Keeps the cluster's certificates: there is one before this silo listens, a successor in time, and what was revoked is not
/// spoken to any more.
/// </summary>
internal sealed partial class CertificateKeeper(
    ClusterCertificates certificates, SiloLink link, Refusals refusals, BrainSettings settings, ILogger<CertificateKeeper> logger) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Database.IsUnprotected)
            LogUnprotected(logger, settings.Database.Libpq);
        await certificates.Keep(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Revokes every certificate and presents a new one, and drops who still has an old one.</summary>
    public async Task<ClusterRotated> Rotate(CancellationToken stop)
    {
        var revoked = await certificates.Rotate(stop);
        link.CloseRevoked();
        return new(revoked, certificates.Now.Presented!.Thumbprint);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wasKept = true;
        while (true)
        {
            await Task.Delay(Every, stoppingToken);
            refusals.Sweep();
            try
            {
                await certificates.Keep(stoppingToken);
                wasKept = true;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                if (wasKept)
                    LogNotKept(logger, fault.Message);
                wasKept = false;
            }

            link.CloseRevoked();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database ({Database}) is on another machine and BRAIN_DATABASE has no sslmode=verify-full: who is on the way can read "
            + "the keys by which silos know each other, and everything else.")]
    private static partial void LogUnprotected(ILogger logger, string database);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificates of silos can't be looked after now; it is tried again every ten seconds. {Why}")]
    private static partial void LogNotKept(ILogger logger, string why);
}
