using System.Globalization;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// The cap between two model requests of a turn, sub-agents included. Each request is asked about before it is made and
/// told of afterwards, so a session goes over its cap by the request that reaches it and by no other.
/// </summary>
public static class ModelRequestGate
{
    /// <summary>How the rows call it.</summary>
    public const string Event = "turn.step";

    /// <summary>
    /// Requests that a session remembers in order to count each once; a repeat comes at once or never.
    /// </summary>
    public const int StepsMax = 256;

    private const int RequestMax = 280;

    /// <summary>Decides whether a request may be made.</summary>
    public static StepDecision Decide(
        this Session session,
        AskModelRequest asked,
        SessionContext rules,
        DateTimeOffset now,
        Caller? by = null
    )
    {
        var delivery = new Delivery { Hard = asked.Hard, Caller = by };
        session = session with { Spend = session.Spend with { Asked = asked.Model } };
        var decision = Begin(session, delivery, asked.AgentId, Key(asked.Request), rules, now).Count(asked.Used);
        // What the ledger has before the gate was told of anything was never asked about. Once only: from then on both
        // tell of the same requests, and one that is under way would count twice.
        if (session.TokensStepped == 0 && asked.Used.Length == 0 && session.AsksInTurn != session.TurnCount)
            decision = decision.GoingOnFromLedger();
        decision = decision with { Session = decision.Session with { AsksInTurn = decision.Session.TurnCount } };
        if (!decision.Session.BudgetReached)
            return new(decision.Session, new(true, null, decision.Session.Hard), decision.Change);

        var reason = decision.Session.BudgetReachedLine();
        var judged = decision.Judge(
            decision.Key,
            "block",
            "budget.reached",
            reason,
            ("agent_id", asked.AgentId),
            ("model", asked.Model),
            ("tokens_total", decision.Session.TokensUsed.ToString()),
            ("budget_cap", decision.Session.BudgetCap?.ToString()),
            ("spend_cap", decision.Session.SpendReached()?.Short)
        );
        return new(judged.Session, new(false, reason, judged.Session.Hard), judged.Change);
    }

    /// <summary>Counts requests that were made.</summary>
    public static StepDecision Decide(
        this Session session,
        CountModelRequests done,
        SessionContext rules,
        DateTimeOffset now,
        Caller? by = null
    )
    {
        var decision = Begin(session, new() { Caller = by }, null, null, rules, now).Count(done.Used);
        return new(
            decision.Session,
            new(!decision.Session.BudgetReached, null, decision.Session.Hard),
            decision.Change
        );
    }

    private static DecisionBuilder Begin(
        Session session,
        Delivery delivery,
        string? agent,
        string? key,
        SessionContext rules,
        DateTimeOffset now
    ) =>
        DecisionBuilder.Of(
            session,
            new()
            {
                SessionId = session.Id,
                Kind = EventKind.ModelRequest,
                Name = Event,
                AgentId = agent,
                ToolUseId = key,
            },
            delivery,
            rules,
            now
        );

    private static DecisionBuilder GoingOnFromLedger(this DecisionBuilder decision)
    {
        var session = decision.Session;
        var isBehind =
            (session.BudgetCap is not null && session.TokensTotal > session.TokensStepped)
            || (!session.SpendCaps().IsEmpty && session.Spend.IsBehind);
        return isBehind
            ? decision with
            {
                Session = session with
                {
                    TokensStepped = Math.Max(session.TokensStepped, session.TokensTotal),
                    Spend = session.Spend.GoingOn(),
                },
                Change = decision.Change with { GoesOnFromLedger = true },
            }
            : decision;
    }

    private static DecisionBuilder Count(this DecisionBuilder decision, ModelRequestUsage[] used) =>
        used.Take(AskModelRequest.UsedMax).Aggregate(decision, (counted, request) => counted.Count(request));

    private static DecisionBuilder Count(this DecisionBuilder decision, ModelRequestUsage request)
    {
        var key = Key(request.Request);
        if (decision.Session.Steps.Contains(key))
            return decision;
        // As with the transcript's figures, what the cache held or took in does not count against the cap.
        var (input, output) = (Sane(request.Input), Sane(request.Output));
        var tokens = input + output;
        var counted = decision.Session with
        {
            TokensStepped = Sane(decision.Session.TokensStepped + tokens),
            Steps = [.. decision.Session.Steps.TakeLast(StepsMax - 1), key],
        };
        var usd = decision.Context.Settings.Prices.CostOf(request, decision.Now);
        var model = request.Model ?? UsageEntry.UnknownModel;
        counted = counted with
        {
            Spend = usd is { } spent ? counted.Spend.Plus(model, spent) : counted.Spend with { Newest = model },
        };
        return (decision with { Session = counted }).Audit(
            Event,
            key,
            ("tokens", tokens.ToString()),
            ("input", input.ToString()),
            ("output", output.ToString()),
            ("cache_write", Sane(request.CacheWrite).ToString()),
            ("cache_read", Sane(request.CacheRead).ToString()),
            ("model", request.Model),
            ("cost_usd", usd?.ToString(CultureInfo.InvariantCulture)),
            ("agent_id", request.AgentId)
        );
    }

    private static string Key(string request) => Redaction.Clean(request, RequestMax)!;

    private static long Sane(long tokens) => Math.Clamp(tokens, 0, SetBudget.TokensMax);
}
