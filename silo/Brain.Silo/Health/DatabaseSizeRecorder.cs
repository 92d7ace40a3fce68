using Brain.Postgres.Schema;
using Brain.Silo.Hosting;

namespace Brain.Silo.Health;

/// <summary>
/// Notes how large the database is, some minutes after the silo started and every hour: a figure a day.
/// </summary>
internal sealed class DatabaseSizeRecorder(
    HistoryStore store,
    TimeProvider clock,
    ILogger<DatabaseSizeRecorder> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>How long after the start it begins.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(2);

    /// <summary>How long it rests.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private static readonly LoopOptions Options = new(
        "Noting how large the database is",
        "The day has no figure until it works again."
    )
    {
        FirstRest = First,
        BackOffMin = TimeSpan.FromMinutes(1),
        BackOffMax = Every,
    };

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await store.RecordSize(stop);
        return Every;
    }
}
