using Brain.Messages;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;

namespace Brain.Silo.Cluster;

/// <summary>
/// Keeps the cluster's certificates: there is one before this silo listens, a successor in time, and what was revoked
/// is not spoken to any more.
/// </summary>
internal sealed partial class CertificateKeeper(
    ClusterCertificates certificates,
    SiloLink link,
    Refusals refusals,
    BrainSettings settings,
    ILogger<CertificateKeeper> logger
)
    // Silos find each other by the system's clock.
    : BackgroundLoop(Options, TimeProvider.System, logger)
{
    /// <summary>How often it looks, and tries again.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly LoopOptions Options = new(
        "Looking after the certificates of silos",
        "Those last read are good meanwhile."
    )
    {
        FirstRest = Every,
        BackOffMin = Every,
        BackOffMax = Every,
    };

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

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        refusals.Sweep();
        try
        {
            await certificates.Keep(stop);
        }
        finally
        {
            link.CloseRevoked();
        }

        return Every;
    }
}
