using Brain.Domain.Sessions;
using Brain.Postgres.Costs;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;

namespace Brain.Silo.Costs;

/// <summary>
/// Prices the ledger anew when prices changed: those of <c>prices.json</c>, or those that came with this program. What
/// an agent said of its cost stays. A change that a silo did not get through is gone on with after its next start.
/// </summary>
internal sealed partial class PriceRecounter(
    PriceStore store,
    BrainConfiguration configuration,
    TimeProvider clock,
    ILogger<PriceRecounter> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>How soon a change is seen.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    // A transaction's worth: hooks of the same sessions wait for it.
    private const int SessionsAtOnce = 20;
    private const int RowsAtOnce = 1_000;

    private static readonly LoopOptions Options = new(
        "Pricing the ledger anew",
        "What was priced before stays meanwhile."
    )
    {
        FirstRest = Every,
        BackOffMax = TimeSpan.FromMinutes(10),
    };

    private PriceList? _settled;

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        // While prices.json can't be read nobody knows whether they changed.
        if (configuration.Prices is { } now && !ReferenceEquals(now, _settled))
        {
            await Settle(now, stop);
            _settled = now;
        }

        return Every;
    }

    private async Task Settle(PriceList now, CancellationToken stop)
    {
        var before = PriceList.ReadAll(await store.Known(stop));
        if (before is [var one] && PriceList.Write([one]) == PriceList.Write([now]))
            return;
        if (before.Length > 0)
        {
            await store.Keep(PriceList.Write([.. before, now]), stop);
            foreach (var model in await store.Models(stop))
            {
                if (before.Any(list => Repricing.Differs(model, list, now)))
                    await Recount(model, [.. before, now], now, stop);
            }
        }

        await store.Keep(PriceList.Write([now]), stop);
    }

    private async Task Recount(string model, PriceList[] before, PriceList now, CancellationToken stop)
    {
        var (behind, done) = (Guid.Empty, 0);
        while (await store.RowsOf(model, behind, SessionsAtOnce, stop) is { Length: > 0 } found)
        {
            var changed = found
                .GroupBy(one => (one.Session, one.Row.RequestKey), one => one.Row)
                .SelectMany(request => Repricing.Reprice(model, [.. request], before, now));
            foreach (var piece in changed.Chunk(RowsAtOnce))
                done += await store.Reprice(piece, stop);
            behind = found[^1].Session;
        }

        LogRepriced(logger, model, done);
    }
}
