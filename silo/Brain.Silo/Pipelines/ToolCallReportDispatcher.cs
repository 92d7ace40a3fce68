using Brain.Domain.Pipelines;
using Brain.Grains.Abstractions.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;
using Brain.Postgres;
using Brain.Postgres.Pipelines;
using Brain.Silo.Hosting;

namespace Brain.Silo.Pipelines;

/// <summary>
/// Hands runs what hooks saw. A report lies in a row until a run has dealt with it (an outbox), so any silo may do it,
/// twice too.
/// </summary>
internal sealed partial class ToolCallReportDispatcher(
    PipelineStore store,
    PgListener listener,
    IGrainFactory grains,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<ToolCallReportDispatcher> logger
) : BackgroundLoop(Options, clock, logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(20);

    // Hooks of the settings and of the plugin deliver a call twice within seconds; a spool may be days late, and knows
    // it by its own id.
    private static readonly TimeSpan KeptMax = TimeSpan.FromDays(1);

    // A report without a session's row says no more than that a hook saw it.
    private const string Unknown = "bot:hook";

    private static readonly LoopOptions Options = new("Moving pipelines", "What hooks saw of them waits.")
    {
        BackOffMax = Again,
    };

    private readonly Dictionary<long, DateTimeOffset> _failing = [];
    private DateTimeOffset _forgot;

    /// <inheritdoc/>
    protected override async Task Begin(CancellationToken stop)
    {
        await Started(life, stop);
        listener.Subscribe(PgChannel.Reports, Wake);
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await HandOver(stop);
        await Forget(Clock.GetUtcNow(), stop);
        return Again;
    }

    private async Task Forget(DateTimeOffset now, CancellationToken stop)
    {
        if (now - _forgot < Again)
            return;
        await store.Forget(now - KeptMax, stop);
        _forgot = now;
    }

    // One after the other: which run the next one may move depends on what this one did. One that fails is left for the
    // next round, and so are those of its run that come after it.
    private async Task HandOver(CancellationToken stop)
    {
        var waiting = new HashSet<Guid>();
        for (
            var report = await store.NextReport(0, stop);
            report is not null;
            report = await store.NextReport(report.Id, stop)
        )
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
        if (_failing.TryAdd(report.Id, Clock.GetUtcNow()))
            LogNotMoved(logger, report.Id, report.Run, fault);
        else if (Clock.GetUtcNow() - _failing[report.Id] > KeptMax)
        {
            LogLetGo(logger, report.Id, report.Run, fault);
            _failing.Remove(report.Id);
            await store.Handled(report.Id, stop);
        }
    }

    private async Task HandOver(LinkReport report, CancellationToken stop)
    {
        LinkReport? before = null;
        for (var now = report; now?.Id == report.Id; before = now, now = await store.NextReport(report.Id - 1, stop))
        {
            // No run waits for it, or it means nothing to the one that it might move.
            if (now.Run is not { } run || run == before?.Run)
            {
                await store.Handled(report.Id, stop);
                return;
            }

            // A run that deals with it notes so in the same transaction; one that somebody else moved meanwhile does
            // not, and another may want it.
            await GrainRetry.Ask(() =>
                grains
                    .GetGrain<IPipelineRunGrain>(run)
                    .Move(
                        new(RunMove.Reach, report.Link)
                        {
                            At = report.At,
                            Session = report.Session is { } session ? new SessionId(session) : null,
                            Source = report.Source ?? Unknown,
                            Report = report.Id,
                        }
                    )
            );
        }
    }
}
