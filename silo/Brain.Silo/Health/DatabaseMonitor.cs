using Brain.Postgres.Health;
using Brain.Silo.Logs;

namespace Brain.Silo.Health;

/// <summary>
/// Follows the last commits, and looks for itself when there are none or one failed. What it finds out is said once, and
/// its end once; both are noted in <see cref="OutageFile"/>.
/// </summary>
internal sealed partial class DatabaseMonitor(
    DatabaseProbe probe, CommitWatch watch, DatabaseHealth health, Readiness readiness, OutageFile outages, RepeatedFaults faults,
    ILogger<DatabaseMonitor> logger) : BackgroundService
{
    /// <summary>How old what is known may become.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan DoubtPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(1.5);

    // Then a commit is so late that it is worth a look whether the disk takes any.
    private static readonly TimeSpan PendingMax = TimeSpan.FromSeconds(2);

    // Whatever clock people's matters go by, this is the machine's.
    private readonly TimeProvider _clock = TimeProvider.System;
    private bool _flush;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        // That this silo got ready ends whatever another left open.
        outages.End(_clock.GetUtcNow());
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var pause = health.Open is not null ? OutagePause : DoubtPause;
                await Task.Delay(pause, _clock, stoppingToken);
                var doubted = health is { InDoubt: false, Open: null } && await watch.AwaitDoubt(LookEvery - pause, stoppingToken);
                await Look(doubted, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task Look(bool doubted, CancellationToken stop)
    {
        _flush |= watch.TakeTimedOut() | watch.PendingFor >= PendingMax;
        if (!doubted && !_flush && health is { InDoubt: false, Open: null } && watch.HasCommittedWithin(LookEvery / 2))
            return;
        var began = _clock.GetTimestamp();
        var fault = await probe.Try(_flush, stop);
        // A look that is late while commits come to their end says something of this busy machine only.
        if (fault?.Code == DatabaseFault.Hangs && health.Open is null && watch.HasCommittedSince(began))
            return;
        _flush &= fault is not null;
        Tell(health.Note(fault, _clock.GetElapsedTime(began) + DoubtPause, _clock.GetUtcNow()), fault);
    }

    private void Tell(HealthChange change, DatabaseFault? fault)
    {
        var now = _clock.GetUtcNow();
        if (change == HealthChange.Began)
        {
            outages.Begin(new(now, fault!.Code, fault.Why, null));
            LogBegan(logger, fault.Code, fault.Sentence, fault.Why);
            faults.BeginOutage();
        }
        else if (change == HealthChange.Ended)
        {
            var began = outages.End(now);
            LogEnded(logger, RepeatedFaults.Time(now - (began ?? now)), faults.EndOutage());
        }
    }
}
