namespace Brain.Domain.Sessions.Events;

/// <summary>A session ends.</summary>
internal static class SessionEnd
{
    public static EventDecision Decide(this DecisionBuilder draft)
    {
        var reason = draft.Event.Reason ?? "other";
        var closed = draft.Interrupt($"the session ended ({reason})");
        return closed
            .WithSession(closed.Session with { Status = SessionStatus.Ended, Held = null }, endReason: reason)
            .Audit(draft.Event.Name, $"{reason}:{closed.Session.TurnCount}", ("reason", reason))
            .Allow();
    }
}
