using Brain.Grains.Abstractions.Pipelines;
using Brain.Postgres.Pipelines;
using Brain.Silo.Hosting;

namespace Brain.Silo.Pipelines;

/// <summary>Wakes runs that are late and whose reminder was lost with a silo. Any silo may do it, twice too.</summary>
internal sealed partial class OverdueRunSweeper(
    PipelineStore store,
    IGrainFactory grains,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<OverdueRunSweeper> logger
) : BackgroundLoop(Options, clock, logger)
{
    private const int MissedMax = 2_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    // A reminder that is on its way needs nobody's help.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly LoopOptions Options = new("Waking late runs", "Those whose reminder was lost sleep.")
    {
        BackOffMax = Every,
    };

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => Started(life, stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await Task.WhenAll((await store.Missed(Clock.GetUtcNow() - Patience, MissedMax, stop)).Select(Wake));
        return Every;
    }

    private async Task Wake(Guid run)
    {
        try
        {
            await grains.GetGrain<IPipelineRunGrain>(run).Check();
        }
        catch (Exception fault)
        {
            LogAsleep(logger, run, fault);
        }
    }
}
