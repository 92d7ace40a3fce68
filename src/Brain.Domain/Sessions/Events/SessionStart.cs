using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A session begins, goes on or is oriented again.</summary>
internal static class SessionStart
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var source = decision.Event.Source ?? "startup";
        var oriented = decision with { Change = decision.Change with { Orient = true } };
        var weak = decision.IsHistory ? null : decision.Delivery.Weak;
        if (source == "compact")
            return oriented
                .Audit(decision.Event.Name, $"compact:{decision.Event.PromptId}", ("source", source))
                .Allow();
        // Some agents start both hooks of a first prompt at once: a start that it overtook begins nothing again.
        var isOvertaken =
            source == "startup"
            && decision.Session.Open is { Num: 1 } open
            && decision.Now - open.StartedAt < UserPromptSubmit.RepeatMax;
        var fresh = isOvertaken ? oriented : oriented.Interrupt($"the session began again ({source})");
        var lineage = source is "resume" or "fork" or "clear" ? source : null;
        return fresh
            .WithSession(fresh.Session, lineage)
            .Audit(
                decision.Event.Name,
                $"{source}:{fresh.Session.TurnCount}",
                ("source", source),
                ("model", decision.Event.Model),
                ("weak", weak)
            )
            .Answering(SessionAnswer.Nothing with { Message = fresh.Notes(weak) });
    }

    // What a person must know before the first prompt: once, and of what an agent can't do only where it matters.
    private static string? Notes(this DecisionBuilder decision, string? weak)
    {
        string?[] notes =
        [
            weak is null ? null : $"🪑 Session Boss: settings weaken the brain here: {weak}",
            decision is { Session.Hard: true, IsHistory: false, Delivery.Limits: { } limits }
                ? $"🪑 Session Boss: this session is hard, and here that has limits: {limits}"
                : null,
            decision is { IsHistory: false, Delivery.Prefix: { } prefix, Event.Source: not "resume" }
                ? SessionText.SpellingLine(prefix)
                : null,
        ];
        return string.Join('\n', notes.OfType<string>()) is { Length: > 0 } all ? all : null;
    }
}
