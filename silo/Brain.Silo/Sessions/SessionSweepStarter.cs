using Brain.Grains.Abstractions.Sessions;
using Brain.Silo.Hosting;

namespace Brain.Silo.Sessions;

/// <summary>Sees to it that the Session Boss looks: its reminder is durable, and said again at every start.</summary>
internal sealed class SessionSweepStarter(
    IGrainFactory grains,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<SessionSweepStarter> logger
) : BackgroundLoop(Options, clock, logger)
{
    private static readonly LoopOptions Options = new(
        "Having the Session Boss watch",
        "Silent sessions stay open meanwhile."
    )
    {
        BackOffMax = TimeSpan.FromSeconds(10),
    };

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => Started(life, stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await grains.GetGrain<ISessionBossGrain>(ISessionBossGrain.Key).Watch();
        return null;
    }
}
