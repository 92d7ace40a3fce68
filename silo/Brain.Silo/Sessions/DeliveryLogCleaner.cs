using Brain.Postgres.Sessions;
using Brain.Silo.Hosting;

namespace Brain.Silo.Sessions;

/// <summary>
/// Forgets the ids of deliveries from spools once nobody delivers them again: shortly after the silo started, and every
/// day. Until then each is refused the second time.
/// </summary>
internal sealed class DeliveryLogCleaner(SessionStore store, TimeProvider clock, ILogger<DeliveryLogCleaner> logger)
    : BackgroundLoop(Options, clock, logger)
{
    /// <summary>
    /// How long a delivery is remembered after it was noted: longer than a machine that holds a spool is switched off.
    /// </summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>How long after the start it begins.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>How long it rests.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>The most that one statement forgets.</summary>
    public const int RowsMax = 10_000;

    private static readonly LoopOptions Options = new("Forgetting old deliveries", "They are remembered meanwhile.")
    {
        FirstRest = First,
        BackOffMin = TimeSpan.FromMinutes(1),
        BackOffMax = Every,
    };

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        while (await store.ForgetReplayed(Clock.GetUtcNow() - KeptFor, RowsMax, stop) == RowsMax) { }

        // A session that is over is told nothing any more.
        while (await store.ForgetHeard(Clock.GetUtcNow() - KeptFor, RowsMax, stop) == RowsMax) { }

        return Every;
    }
}
