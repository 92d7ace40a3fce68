using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// What prices that changed make of requests that are priced already. Only what was worked out from a price list is
/// worked out anew: what an agent said of its cost, and what somebody else wrote, equals no list's figure and stays.
/// </summary>
public static class Repricing
{
    // As the ledger keeps dollars.
    private const int Decimals = 9;

    /// <summary>Whether a model costs something else by one list than by another, at some time or length.</summary>
    public static bool Differs(string model, PriceList one, PriceList other) =>
        !Lines(model, one).SequenceEqual(Lines(model, other));

    /// <summary>The rows of one request as they cost now; none where they stay.</summary>
    /// <param name="model">Which model it asked.</param>
    /// <param name="request">Its rows, one for each kind of tokens.</param>
    /// <param name="before">The lists by which it may have been priced.</param>
    /// <param name="now">The list by which it is priced from now on.</param>
    public static IEnumerable<RepricedRow> Reprice(
        string model,
        IReadOnlyCollection<LedgerRow> request,
        IReadOnlyCollection<PriceList> before,
        PriceList now
    )
    {
        var entry = new UsageEntry
        {
            MessageId = "",
            Model = model,
            At = request.Max(row => row.UsedAt),
            Input = Tokens("input"),
            Output = Tokens("output"),
            CacheRead = Tokens("cache_read"),
            CacheWrite5m = Tokens("cache_write_5m"),
            CacheWrite1h = Tokens("cache_write_1h"),
        };
        return before.Any(list => request.All(row => row.CostUsd == Cost(row, list.Of(entry))))
            ? request
                .Select(row => new RepricedRow(row.Id, row.CostUsd, Cost(row, now.Of(entry))))
                .Where(row => row.Was != row.CostUsd)
            : [];

        long Tokens(string kind) => request.Where(row => row.TokenKind == kind).Sum(row => row.Tokens);
    }

    private static decimal? Cost(LedgerRow row, Price? price) =>
        price?.Of(row.TokenKind) is { } each
            ? Math.Round(each * row.Tokens / 1_000_000, Decimals, MidpointRounding.AwayFromZero)
            : null;

    private static IEnumerable<Price?> Lines(string model, PriceList list)
    {
        for (var at = list; at is not null; at = at.Below)
        {
            var own = at.Prices.Where(price => price.Names(model)).ToArray();
            foreach (var price in own)
                yield return price;
            // Where one list ends, for it goes before the next.
            if (own.Length > 0)
                yield return null;
        }
    }
}

/// <summary>What one request used of one kind of tokens, as the ledger has it.</summary>
/// <param name="Id">Which row.</param>
/// <param name="RequestKey">Which request.</param>
/// <param name="TokenKind">input, output, cache_read, cache_write_5m or cache_write_1h.</param>
/// <param name="Tokens">How many.</param>
/// <param name="CostUsd">In US dollars; null where no price was known.</param>
/// <param name="UsedAt">When.</param>
public sealed record LedgerRow(
    Guid Id,
    string RequestKey,
    string TokenKind,
    long Tokens,
    decimal? CostUsd,
    DateTimeOffset UsedAt
);

/// <summary>A row of the ledger whose price changed.</summary>
/// <param name="Id">Which row.</param>
/// <param name="Was">What it cost, in US dollars; null where no price was known.</param>
/// <param name="CostUsd">What it costs now; null where no price is known any more.</param>
public sealed record RepricedRow(Guid Id, decimal? Was, decimal? CostUsd);
