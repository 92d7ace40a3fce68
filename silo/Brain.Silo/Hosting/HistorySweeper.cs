using Brain.Postgres.Schema;
using Brain.Silo.Configuration;

namespace Brain.Silo.Hosting;

/// <summary>
/// Deletes versions of rows that are older than <c>keep_history_days</c> of <c>brain.json</c>: some minutes after the
/// silo started, and every day. Without that word history is kept for ever.
/// </summary>
internal sealed partial class HistorySweeper(
    HistoryStore store,
    BrainConfiguration rules,
    TimeProvider clock,
    ILogger<HistorySweeper> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>How long after the start it begins.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(5);

    /// <summary>How long it rests.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>The most that one statement deletes: nobody writes to the table meanwhile.</summary>
    public const int RowsMax = 2_000;

    private static readonly LoopOptions Options = new("Deleting old history", "It is kept meanwhile.")
    {
        FirstRest = First,
        BackOffMin = TimeSpan.FromMinutes(1),
        BackOffMax = Every,
    };

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        if (rules.KeepHistoryDays is { } days)
            await Sweep(Clock.GetUtcNow() - TimeSpan.FromDays(days), stop);
        return Every;
    }

    private async Task Sweep(DateTimeOffset before, CancellationToken stop)
    {
        foreach (var table in await store.Prunable(before, stop))
        {
            try
            {
                var swept = await Sweep(table, before, stop);
                LogSwept(logger, table, swept, before);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                // A table that somebody holds keeps no other one waiting.
                LogKept(logger, table, fault);
            }
        }
    }

    private async Task<long> Sweep(string table, DateTimeOffset before, CancellationToken stop)
    {
        var total = 0L;
        int deleted;
        do
        {
            deleted = await store.Prune(table, before, RowsMax, stop);
            total += deleted;
        } while (deleted > 0);
        return total;
    }
}
