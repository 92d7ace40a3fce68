using System.Collections.Immutable;
using Brain.Domain.Sessions;
using Brain.Postgres;
using Brain.Postgres.Costs;
using Brain.Silo.Hosting;

namespace Brain.Silo.Caches;

/// <summary>
/// Keeps in memory which caps over all sessions were said, so that no hook reads a row where there is none.
/// </summary>
internal sealed class BudgetCache(
    SpendStore store,
    PgListener listener,
    TimeProvider clock,
    ILogger<BudgetCache> logger
) : NotifiedCache<KnownBudgets>(KnownBudgets.None, listener, Options, clock, logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private static readonly LoopOptions Options = new("Following the budgets", "Those known go on.")
    {
        BackOffMax = Again,
    };

    /// <summary>The caps that were said.</summary>
    public ImmutableArray<SpendCap> Caps => Known.Caps;

    /// <inheritdoc/>
    protected override PgChannel Channel => PgChannel.Budgets;

    /// <inheritdoc/>
    protected override async Task<KnownBudgets> Read() =>
        new([
            .. (await store.Budgets(CancellationToken.None)).Select(one => new SpendCap(
                one.Period == "week" ? SpendPeriod.Week : SpendPeriod.Day,
                one.Usd
            )),
        ]);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await Refresh();
        return Again;
    }
}

/// <summary>The caps over all sessions as they are known at one time.</summary>
/// <param name="Caps">Those that were said.</param>
internal sealed record KnownBudgets(ImmutableArray<SpendCap> Caps)
{
    /// <summary>Before the first reading.</summary>
    public static readonly KnownBudgets None = new([]);
}
