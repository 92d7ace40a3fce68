using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A session begins, goes on or is oriented again.</summary>
internal static class SessionStart
{
    public static EventDecision Decide(this DecisionBuilder draft)
    {
        var source = draft.Event.Source ?? "startup";
        var oriented = draft with { Change = draft.Change with { Orient = true } };
        var weak = draft.IsHistory ? null : draft.Delivery.Weak;
        if (source == "compact")
            return oriented.Audit(draft.Event.Name, $"compact:{draft.Event.PromptId}", ("source", source)).Allow();
        var fresh = oriented.Interrupt($"the session began again ({source})");
        var lineage = source is "resume" or "fork" or "clear" ? source : null;
        return fresh
            .WithSession(fresh.Session, lineage)
            .Audit(
                draft.Event.Name,
                $"{source}:{fresh.Session.TurnCount}",
                ("source", source),
                ("model", draft.Event.Model),
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
