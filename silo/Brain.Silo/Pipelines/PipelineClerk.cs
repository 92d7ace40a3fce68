using Brain.Domain.Pipelines;
using Brain.Grains.Abstractions.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;
using Brain.Postgres.Pipelines;
using Brain.Silo.Hosting;

namespace Brain.Silo.Pipelines;

/// <summary>
/// Hands runs what hooks saw, and wakes those whose reminder was lost with a silo. Both lie in rows until a run has dealt with them, so any
/// silo may do it, twice too.
/// </summary>
internal sealed partial class PipelineClerk(
    PipelineStore store, ReportChannel news, IGrainFactory grains, IHostApplicationLifetime life, TimeProvider clock, ILogger<PipelineClerk> logger) : BackgroundService
{
    private const int MissedMax = 2_000;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(20);

    // A reminder that is on its way needs nobody's help.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Hooks of the settings and of the plugin deliver a call twice within seconds; a spool may be days late, and knows it by its own id.
    private static readonly TimeSpan KeptMax = TimeSpan.FromDays(1);

    private readonly Dictionary<long, DateTimeOffset> _failing = [];
    private DateTimeOffset _looked;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // No grain wakes before the silo has joined its cluster.
        var started = new TaskCompletionSource();
        await using var told = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HandOver(stoppingToken);
                if (clock.GetUtcNow() - _looked >= Again)
                    await WakeMissed(stoppingToken);
                await news.Wait(Again, clock, stoppingToken);
            }
            catch (Exception fault)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                LogLater(logger, fault);
                await Task.Delay(Again, clock, stoppingToken);
            }
        }
    }

    // One after the other: which run the next one may move depends on what this one did. One that fails is left for the next round, and
    // so are those of its run that come after it.
    private async Task HandOver(CancellationToken stop)
    {
        var waiting = new HashSet<Guid>();
        for (var report = await store.NextReport(0, stop); report is not null; report = await store.NextReport(report.Id, stop))
        {
            if (report.Run is { } run && waiting.Contains(run))
                continue;
            try
            {
                await HandOver(report, stop);
                _failing.Remove(report.Id);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                waiting.Add(report.Run ?? Guid.Empty);
                await Failed(report, fault, stop);
            }
        }
    }

    private async Task Failed(LinkReport report, Exception fault, CancellationToken stop)
    {
        if (_failing.TryAdd(report.Id, clock.GetUtcNow()))
            LogNotMoved(logger, report.Id, report.Run, fault);
        else if (clock.GetUtcNow() - _failing[report.Id] > KeptMax)
        {
            LogLetGo(logger, report.Id, report.Run, fault);
            _failing.Remove(report.Id);
            await store.Handled(report.Id, stop);
        }
    }

    private async Task HandOver(LinkReport report, CancellationToken stop)
    {
        for (LinkReport? now = report, before = null; now?.Id == report.Id; before = now, now = await store.NextReport(report.Id - 1, stop))
        {
            // No run waits for it, or it means nothing to the one that it might move.
            if (now.Run is not { } run || run == before?.Run)
            {
                await store.Handled(report.Id, stop);
                return;
            }

            // A run that deals with it notes so in the same transaction; one that somebody else moved meanwhile does not, and another may want it.
            await GrainRetry.Ask(() => grains.GetGrain<IPipelineRunGrain>(run).Move(new(RunMove.Reach, report.Link)
            {
                At = report.At,
                Session = report.Session is { } session ? new SessionId(session) : null,
                Door = "bot:hook",
                Report = report.Id,
            }));
        }
    }

    private async Task WakeMissed(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await Task.WhenAll((await store.Missed(now - Patience, MissedMax, stop)).Select(Wake));
        await store.Forget(now - KeptMax, stop);
        _looked = now;
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "What moves pipelines waits for a moment.")]
    private static partial void LogLater(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Report {Report} could not move run {Run}; it is tried again for a day. Said once.")]
    private static partial void LogNotMoved(ILogger logger, long report, Guid? run, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Report {Report} could not move run {Run} for a day and is let go.")]
    private static partial void LogLetGo(ILogger logger, long report, Guid? run, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} is late and could not be woken; it is tried again.")]
    private static partial void LogAsleep(ILogger logger, Guid run, Exception fault);
}
