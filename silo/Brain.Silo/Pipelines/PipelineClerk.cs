using Brain.Domain.Pipelines;
using Brain.Grains.Abstractions.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;
using Brain.Postgres.Pipelines;
using Brain.Silo.Engine;

namespace Brain.Silo.Pipelines;

/// <summary>
/// Hands runs what hooks saw, and wakes those whose reminder was lost with a silo. Both lie in rows until a run has dealt with them, so any
/// silo may do it, twice too.
/// </summary>
internal sealed partial class PipelineClerk(
    PipelineStore store, ReportNews news, IGrainFactory grains, IHostApplicationLifetime life, TimeProvider clock, ILogger<PipelineClerk> logger) : BackgroundService
{
    private const int ReportsMax = 200;
    private const int MissedMax = 2_000;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    // A reminder that is on its way needs nobody's help.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // No grain wakes before the silo has joined its cluster.
        var started = new TaskCompletionSource();
        await using var told = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var look = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (look)
                    await WakeMissed(stoppingToken);
                await HandOver(stoppingToken);
                look = !await news.Wait(Again, clock, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogLater(logger, fault);
                look = true;
                await Task.Delay(Again, clock, stoppingToken);
            }
        }
    }

    private async Task HandOver(CancellationToken stop)
    {
        LinkReport[] reports;
        do
        {
            reports = await store.Reports(ReportsMax, stop);
            // One after the other: which run the next one may move depends on what this one did.
            foreach (var report in reports)
                await HandOver(report, stop);
        }
        while (reports.Length == ReportsMax);
    }

    private Task HandOver(LinkReport report, CancellationToken stop) => report.Run is not { } run
        ? store.Forget(report.Id, stop)
        : Retrying.Ask(() => grains.GetGrain<IPipelineRunGrain>(run).Move(new(RunMove.Reach, report.Link)
        {
            At = report.At,
            Session = report.Session is { } session ? new SessionId(session) : null,
            Door = "bot:hook",
            Report = report.Id,
        }));

    private async Task WakeMissed(CancellationToken stop)
    {
        var missed = await store.Missed(clock.GetUtcNow() - Patience, MissedMax, stop);
        await Task.WhenAll(missed.Select(run => grains.GetGrain<IPipelineRunGrain>(run).Check()));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What moves pipelines waits for a minute.")]
    private static partial void LogLater(ILogger logger, Exception fault);
}
