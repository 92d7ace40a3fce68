using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>Caps in dollars: which are reached, what is left, and one warning before each.</summary>
public static class SpendAccounting
{
    private const decimal WarnedAt = 0.8m;

    // As many as a session may meet and more: days, weeks, models and projects.
    private const int WarnedMax = 64;

    /// <summary>The caps that hold for a session, its own first.</summary>
    public static ImmutableArray<SpendCap> SpendCaps(this Session session) =>
        session.BudgetUsd is { } usd
            ? session.Spend.Caps.Insert(0, new(SpendPeriod.Session, usd))
            : session.Spend.Caps;

    /// <summary>What of a cap is used.</summary>
    public static decimal UsedOf(this Session session, SpendCap cap) => session.Spend.Used(cap, session.UsdBefore);

    /// <summary>The cap that is reached; null when none is.</summary>
    public static SpendCap? SpendReached(this Session session)
    {
        foreach (var cap in session.SpendCaps())
        {
            if (session.Spend.Stops(cap) && session.UsedOf(cap) >= cap.Usd)
                return cap;
        }

        return null;
    }

    /// <summary>
    /// The model that is about to be asked, where caps in dollars hold it, its price is not known, and such are
    /// refused; null when it may be asked.
    /// </summary>
    public static string? UnpricedRefused(this Session session) =>
        session.Spend.RefusedModel is { } model && session.SpendCaps().Any(cap => cap.Names(model)) ? model : null;

    /// <summary>Whether a decision about an event may go by caps in dollars, or tells of them.</summary>
    public static bool AsksSpend(this HookEvent hookEvent) =>
        hookEvent.Kind
            is EventKind.Prompt
                or EventKind.ToolCall
                or EventKind.CommandShellLine
                or EventKind.ToolBatch
                or EventKind.TurnEnd
                or EventKind.SessionStart
        || hookEvent.SaysBudget();

    /// <summary>Whether a person asks for a budget, or says one.</summary>
    public static bool SaysBudget(this HookEvent hookEvent) =>
        hookEvent.CommandName?.EndsWith("budget", StringComparison.Ordinal) == true
        || hookEvent.Prompt?.StartsWith("/budget", StringComparison.Ordinal) == true
        || hookEvent.Prompt?.StartsWith("/brain:budget", StringComparison.Ordinal) == true;

    /// <summary>What a request cost at list prices; null where no price is known.</summary>
    public static decimal? CostOf(this PriceList prices, ModelRequestUsage request, DateTimeOffset now)
    {
        var entry = new UsageEntry
        {
            MessageId = "",
            Model = request.Model ?? UsageEntry.UnknownModel,
            At = now,
            Input = Sane(request.Input),
            Output = Sane(request.Output),
            CacheRead = Sane(request.CacheRead),
            CacheWrite5m = Sane(request.CacheWrite),
        };
        return prices.Of(entry) is { } price
            ? (
                price.Input * entry.Input
                + price.Output * entry.Output
                + price.CacheRead * entry.CacheRead
                + price.CacheWrite5m * entry.CacheWrite5m
            ) / 1_000_000
            : null;
    }

    /// <summary>The caps of which four fifths are used and nobody was told.</summary>
    internal static ImmutableArray<SpendCap> Unwarned(this Session session) =>
        [
            .. session
                .SpendCaps()
                .Where(cap =>
                    session.Spend.Holds(cap)
                    && session.UsedOf(cap) >= cap.Usd * WarnedAt
                    && !session.SpendWarned.Contains(session.Spend.Key(cap))
                ),
        ];

    /// <summary>The model that no cap in dollars holds for want of a price, where there is a cap and nobody was told.
    /// </summary>
    internal static string? UnpricedUntold(this Session session) =>
        session.Spend.Unpriced is { } model
        && !session.SpendCaps().IsEmpty
        && !session.SpendWarned.Contains(UnpricedKey(model))
            ? model
            : null;

    internal static Session HavingTold(this Session session, string model) =>
        session with
        {
            SpendWarned = [.. session.SpendWarned.Append(UnpricedKey(model)).TakeLast(WarnedMax)],
        };

    private static string UnpricedKey(string model) => $"unpriced {model}";

    internal static Session Warned(this Session session, ImmutableArray<SpendCap> caps) =>
        session with
        {
            SpendWarned =
            [
                .. session.SpendWarned.Concat(caps.Select(session.Spend.Key)).TakeLast(WarnedMax),
            ],
        };

    private static long Sane(long tokens) => Math.Clamp(tokens, 0, UsageEntry.TokensMax);
}
