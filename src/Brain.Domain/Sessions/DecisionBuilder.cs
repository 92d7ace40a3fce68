using System.Collections.Immutable;
using System.Globalization;
using Brain.Domain.Drift;
using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Rules;
using Brain.Domain.Sessions.Events;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>A decision in the making: the session and the rows so far, and what is being decided about.</summary>
internal sealed record DecisionBuilder(
    Session Session,
    SessionChange Change,
    HookEvent Event,
    Delivery Delivery,
    SessionContext Context,
    DateTimeOffset Now
)
{
    // Short enough for an index entry whatever its characters (2,704 bytes), longer than people's paths.
    private const int PathMax = SessionProject.PathMax;

    private const int KeyMax = 400;

    /// <summary>Begins with a session that is open, and active again if it starts.</summary>
    public static DecisionBuilder Of(
        Session session,
        HookEvent hookEvent,
        Delivery delivery,
        SessionContext context,
        DateTimeOffset now
    )
    {
        var starts = hookEvent.Kind == EventKind.SessionStart;
        var hard = delivery.Hard || context.Settings.Hard;
        // Of two carriers the harder one counts, whichever comes first.
        var lowers = starts && !session.HasAnswered(hookEvent, delivery, now);
        var wakes = session.IsWokenBy(hookEvent) && !session.HasAnswered(hookEvent, delivery, now);
        // The turn that the first window's end cut off is this window's: it goes on, or ends, which wakes nothing.
        var cutOff = wakes || hookEvent.Kind == EventKind.TurnEnd ? session.CutOffBy(hookEvent) : null;
        var next = session.Opened
            ? session with
            {
                Hard = lowers ? hard : session.Hard || hard,
                Status = wakes ? SessionStatus.Active : session.Status,
                Open = session.Open ?? cutOff,
                CutOff = wakes || cutOff is not null ? null : session.CutOff,
                WasLeft = session.WasLeft && !wakes && !starts,
            }
            : session with
            {
                Opened = true,
                Since = session.Since ?? now,
                Source = session.Source ?? delivery.Caller?.Source,
                Hard = hard,
                Mode = context.Settings.FirstMode,
            };
        next = next with { Spend = next.Spend with { MayChoose = hookEvent.Kind == EventKind.Prompt } };
        next = next.In(hookEvent, delivery, begins: starts && hookEvent.Source is not ("compact" or "resume"));
        // What waited in the spool tells where it lived then, and it may live elsewhere by now.
        if (delivery.At is null || next.Process is null)
            next = next.LivesIn(delivery.Process, delivery.Machine);
        // One that was given up and speaks again comes back.
        if (starts || (next.Status == SessionStatus.Abandoned && hookEvent.Kind != EventKind.SessionEnd))
            next = next with { Status = SessionStatus.Active };
        var decision = new DecisionBuilder(
            next,
            next.Nothing(now) with
            {
                Source = delivery.Caller?.Source ?? next.Source,
            },
            hookEvent,
            delivery,
            context,
            now
        );
        if (wakes && cutOff is not null)
            decision = decision.Add(new TurnRow { Num = cutOff.Num, GoesOn = true });
        // What caps stand at is read anew at each event, and is nothing to write.
        return next with { Spend = session.Spend } == session ? decision : decision.WithSession(next);
    }

    /// <summary>The session's row is to be written as it now is.</summary>
    public DecisionBuilder WithSession(Session next, string? lineage = null, string? endReason = null) =>
        this with
        {
            Session = next,
            Change = Change with
            {
                Session = next.Row(
                    Redaction.Clean(Event.TranscriptPath, PathMax),
                    Event.Model,
                    endReason,
                    Redaction.Clean(Event.AgentSessionId, KeyMax)
                ) with
                {
                    Lineage = lineage,
                    ParentSessionId = Delivery.ParentSessionId?.Value,
                },
            },
        };

    public DecisionBuilder Add(TurnRow row) => this with { Change = Change with { Turns = Change.Turns.Add(row) } };

    public DecisionBuilder Add(ToolRow row) => this with { Change = Change with { Tools = Change.Tools.Add(row) } };

    public DecisionBuilder Add(CommentRow row) =>
        this with
        {
            Change = Change with { Personas = Change.Personas with { Comments = Change.Personas.Comments.Add(row) } },
        };

    public DecisionBuilder Add(DriftRow row) =>
        this with
        {
            Change = Change with { Drift = Change.Drift with { Signs = Change.Drift.Signs.Add(row) } },
        };

    public DecisionBuilder Add(ParkedRow row) =>
        this with
        {
            Change = Change with { Drift = Change.Drift with { Parked = Change.Drift.Parked.Add(row) } },
        };

    public DecisionBuilder Add(LinkRow row) =>
        this with
        {
            Change = Change with { Pipelines = Change.Pipelines with { Links = Change.Pipelines.Links.Add(row) } },
        };

    /// <summary>
    /// The session is told these facts in its newest turn: with its prompt, or at one of its calls, which a prompt that
    /// is replayed takes nothing back of.
    /// </summary>
    public DecisionBuilder Telling(IEnumerable<Guid> facts, bool atCall = false)
    {
        var turn = atCall ? -Session.TurnCount : Session.TurnCount;
        HeardFact[] rows = [.. facts.Select(fact => new HeardFact(fact, turn))];
        return this with
        {
            Session = Session with
            {
                FactsHeard = Session.FactsHeard.SetItems(rows.Select(row => KeyValuePair.Create(row.Fact, turn))),
            },
            Change = Change with
            {
                Knowledge = Change.Knowledge with { HeardFacts = Change.Knowledge.HeardFacts.AddRange(rows) },
            },
        };
    }

    /// <summary>Where drift stands from now on.</summary>
    public DecisionBuilder With(DriftLevel level) =>
        this with
        {
            Session = Session with { Drift = level },
            Change = Change with { Drift = Change.Drift with { Level = level } },
        };

    /// <summary>Keeps what happened; the pairs whose value is null are left out, the others redacted.</summary>
    public DecisionBuilder Audit(
        string action,
        string? key,
        params ReadOnlySpan<(string Name, string? Value)> detail
    ) =>
        this with
        {
            Change = Change with
            {
                Audits = Change.Audits.Add(new(action, key is null ? null : Redaction.Cut(key, KeyMax), Pairs(detail))),
            },
        };

    /// <summary>
    /// It happened while nobody could be asked: it is recorded as it was, and nothing is refused in hindsight.
    /// </summary>
    public bool IsHistory => Delivery.At is not null;

    /// <summary>Keeps a decision that was not a plain allow. What nobody was told was not decided.</summary>
    public DecisionBuilder Judge(
        string key,
        string decision,
        string rule,
        string reason,
        params ReadOnlySpan<(string Name, string? Value)> inputs
    )
    {
        if (IsHistory)
            return this;
        var row = new DecisionRow(
            Event.Name,
            Redaction.Cut(key, KeyMax),
            decision,
            rule,
            Context.Settings.Modes.Version,
            Redaction.Cut(reason, SessionAnswer.TextMax),
            TurnNum,
            Pairs(inputs).SetItem("mode", Session.Mode.Word()).SetItem("hard", Session.Hard ? "true" : "false")
        );
        return this with { Change = Change with { Decisions = Change.Decisions.Add(row) } };
    }

    /// <summary>Keeps that a call met a rule of the person's, and what came of it.</summary>
    public DecisionBuilder Meet(Rule rule, string decision, params ReadOnlySpan<(string Name, string? Value)> inputs)
    {
        var judged = Judge(Key, decision, rule.Code, rule.Sentence, inputs);
        if (judged.Change.Decisions is not [.. var before, var row] || row.Rule != rule.Code)
            return judged;
        var met = row with { RuleId = rule.Id, RuleVersion = rule.Version.ToString(CultureInfo.InvariantCulture) };
        return judged with { Change = judged.Change with { Decisions = [.. before, met] } };
    }

    /// <summary>What makes a repeat of the event the same: its tool call, its prompt, or else its moment.</summary>
    public string Key =>
        Event.ToolUseId is { Length: > 0 } call ? call
        : Event.ToolName is not null || Event.ToolInput is not null ? ToolCallLog.Unnamed(Event)
        : Event.PromptId?.ToString() ?? Delivery.EventId?.ToString() ?? Now.ToString("O");

    /// <summary>The turn that the event belongs to, or null when none is known.</summary>
    public int? TurnNum =>
        Event.PromptId is not { } prompt ? Session.Open?.Num
        : Session.Prompts.TryGetValue(prompt, out var num) ? num
        : null;

    public EventDecision Answering(SessionAnswer answer) => new(Session, answer, Change);

    /// <summary>Answers with nothing but what the model shall know.</summary>
    public EventDecision WithContext(string? context) => Answering(SessionAnswer.Nothing with { Context = context });

    public EventDecision Allow() => Answering(SessionAnswer.Nothing);

    private static ImmutableSortedDictionary<string, string> Pairs(ReadOnlySpan<(string Name, string? Value)> pairs)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            if (value is not null)
                all[name] = Redaction.Clean(value)!;
        }

        return all.ToImmutable();
    }
}
