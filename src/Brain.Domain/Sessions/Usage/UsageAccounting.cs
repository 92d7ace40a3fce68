using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// What a session makes of usage: rows of the ledger, a total to hold against its cap, and one warning before it.
/// </summary>
public static class UsageAccounting
{
    /// <summary>
    /// Decides about usage. The rows are raised where they are written, so finding the same again changes nothing, and
    /// the total is what the commit brings back: another session may have counted a request before.
    /// </summary>
    public static EventDecision Decide(this Session session, UsageFound found, PriceList prices, DateTimeOffset now)
    {
        var change = session.Nothing(now);
        return session.Opened
            ? new(session, SessionAnswer.Nothing, change with { Usage = Rows(found.Entries, session.Id, prices, now) })
            : new(session, SessionAnswer.Nothing, change);
    }

    /// <summary>The rows of what a transcript says was used: one for each request that counts.</summary>
    /// <param name="entries">Line by line, repeats and all.</param>
    /// <param name="session">Whose.</param>
    /// <param name="prices">What tokens cost.</param>
    /// <param name="now">When it was used, where no line says.</param>
    public static ImmutableArray<UsageRow> Rows(
        IEnumerable<UsageEntry> entries,
        SessionId session,
        PriceList prices,
        DateTimeOffset now
    ) => [.. entries.Select(entry => entry.Within(session)).Merge().Select(entry => Row(entry, prices, now))];

    /// <summary>The session with what its commit brought back.</summary>
    public static Session Knowing(this Session session, Committed committed) =>
        committed switch
        {
            { TokensTotal: { } total } => session with { TokensTotal = total },
            { Inherited: { } terms } => session.GoingOnWith(terms).HavingHeard(committed.Facts),
            { Facts: { } facts } => session.HavingHeard(facts),
            _ => session,
        };

    // What is told at the start, or as it goes on, is not told again. That comes after all that its turn told so far.
    private static Session HavingHeard(this Session session, OrientationData? facts) =>
        facts is null || facts.Learnt.IsDefaultOrEmpty
            ? session
            : session with
            {
                FactsHeard = session.FactsHeard.SetItems(
                    facts
                        .Learnt.Where(one => one.Id is not null)
                        .Select(one => KeyValuePair.Create(one.Id!.Value, -session.TurnCount))
                ),
            };

    /// <summary>
    /// A cap is only as exact as the newest figure, so it is read before whatever the cap may refuse.
    /// </summary>
    public static bool CountsBefore(this Session session, HookEvent hookEvent) =>
        (session.BudgetCap is not null || !session.SpendCaps().IsEmpty)
        && hookEvent.Kind
            is EventKind.Prompt
                or EventKind.ToolCall
                or EventKind.CommandShellLine
                or EventKind.ToolBatch;

    /// <summary>Answers, and says once for each crossing that four fifths of the budget are used.</summary>
    internal static EventDecision Warning(this DecisionBuilder decision, SessionAnswer answer)
    {
        if (decision.Session.UnpricedUntold() is { } model)
        {
            var line = decision.Session.UnpricedWarning(model);
            decision = decision.WithSession(decision.Session.HavingTold(model));
            answer = answer with { Message = answer.Message is { } told ? $"{told}\n{line}" : line };
        }

        var near = decision.Session.Unwarned();
        if (!near.IsEmpty)
        {
            var lines = string.Join('\n', near.Select(decision.Session.SpendWarning));
            decision = decision.WithSession(decision.Session.Warned(near));
            answer = answer with { Message = answer.Message is { } said ? $"{said}\n{lines}" : lines };
        }

        if (decision.Session is not { BudgetCap: { } cap, Warned: false } || decision.Session.TokensUsed * 5 < cap * 4)
            return decision.Answering(answer);
        var warning = decision.Session.BudgetWarning(cap);
        return decision
            .WithSession(decision.Session with { Warned = true })
            .Answering(answer with { Message = answer.Message is { } text ? $"{text}\n{warning}" : warning });
    }

    private static UsageRow Row(UsageEntry entry, PriceList prices, DateTimeOffset now)
    {
        var price = prices.Of(entry);
        // Where nobody knows a price, what the agent says of all of it stands with what it wrote, and the others cost
        // nothing more: a price that becomes known later is not added to it.
        var told = price is null ? entry.ToldUsd : null;
        var kinds = new[]
        {
            Kind("input", entry.Input, price?.Input),
            Kind("output", entry.Output, price?.Output),
            Kind("cache_read", entry.CacheRead, price?.CacheRead),
            Kind("cache_write_5m", entry.CacheWrite5m, price?.CacheWrite5m),
            Kind("cache_write_1h", entry.CacheWrite1h, price?.CacheWrite1h),
        };
        return new()
        {
            RequestKey = entry.Key(),
            MessageId = entry.MessageId,
            Sidechain = entry.Sidechain,
            AgentId = entry.AgentId,
            ToldBy = entry.ToldBy,
            Skill = entry.Skill,
            Agent = entry.Agent,
            Plugin = entry.Plugin,
            McpServer = entry.McpServer,
            Model = entry.Model,
            UsedAt = entry.At ?? now,
            PromptId = entry.PromptId,
            Unsplit = entry.IsCacheUnsplit ? true : null,
            Weight = entry.Weight(),
            Kinds = told is { } all
                ? [.. kinds.Select(kind => kind with { CostUsd = kind.TokenKind == "output" ? all : 0 })]
                : [.. kinds],
        };
    }

    private static UsageKind Kind(string kind, long tokens, decimal? price) =>
        new(kind, tokens, price * tokens / 1_000_000);
}
