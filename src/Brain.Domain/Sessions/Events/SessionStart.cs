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
        var fresh = oriented.Interrupt($"the session began again ({source})");
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
            .Answering(
                weak is null
                    ? SessionAnswer.Nothing
                    : SessionAnswer.Nothing with
                    {
                        Message = $"🪑 Session Boss: settings weaken the brain here: {weak}",
                    }
            );
    }
}
