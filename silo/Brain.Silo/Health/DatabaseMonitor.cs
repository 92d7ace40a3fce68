using Brain.Postgres.Health;
using Brain.Silo.Hosting;
using Brain.Silo.Logs;

namespace Brain.Silo.Health;

/// <summary>
/// Follows the last commits, and looks for itself when there are none or one failed. What it finds out is said once,
/// and its end once; both are noted in <see cref="OutageFile"/>.
/// </summary>
internal sealed partial class DatabaseMonitor(
    DatabaseProbe probe,
    CommitWatch watch,
    DatabaseHealth health,
    Readiness readiness,
    OutageFile outages,
    RepeatedFaults faults,
    ILogger<DatabaseMonitor> logger
)
    // Whatever clock people's matters go by, this is the machine's.
    : BackgroundLoop(Options, TimeProvider.System, logger)
{
    /// <summary>How old what is known may become.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan DoubtPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(1.5);

    // Then a commit is so late that it is worth a look whether the disk takes any.
    private static readonly TimeSpan PendingMax = TimeSpan.FromSeconds(2);

    private static readonly LoopOptions Options = new("Watching the database", "What was known of it stands meanwhile.")
    {
        FirstRest = DoubtPause,
        BackOffMax = LookEvery,
    };

    private bool _flush;

    /// <inheritdoc/>
    protected override async Task Begin(CancellationToken stop)
    {
        await readiness.Ready.WaitAsync(stop);
        // That this silo got ready ends whatever another left open.
        outages.End(Clock.GetUtcNow());
    }

    /// <inheritdoc/>
    protected override async Task<bool> Rest(TimeSpan most, CancellationToken stop)
    {
        await base.Rest(most, stop);
        return health is { InDoubt: false, Open: null } && await watch.AwaitDoubt(LookEvery - most, stop);
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await Look(woken, stop);
        return health.Open is not null ? OutagePause : DoubtPause;
    }

    private async Task Look(bool doubted, CancellationToken stop)
    {
        _flush |= watch.TakeTimedOut() | watch.PendingFor >= PendingMax;
        if (!doubted && !_flush && health is { InDoubt: false, Open: null } && watch.HasCommittedWithin(LookEvery / 2))
            return;
        var began = Clock.GetTimestamp();
        var fault = await probe.Try(_flush, stop);
        // A look that is late while commits come to their end says something of this busy machine only.
        if (fault?.Code == DatabaseFault.Hangs && health.Open is null && watch.HasCommittedSince(began))
            return;
        _flush &= fault is not null;
        Tell(health.Note(fault, Clock.GetElapsedTime(began) + DoubtPause, Clock.GetUtcNow()), fault);
    }

    private void Tell(HealthChange change, DatabaseFault? fault)
    {
        var now = Clock.GetUtcNow();
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
