namespace Brain.Domain.Sessions.Events;

/// <summary>A session ends.</summary>
internal static class SessionEnd
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var reason = decision.Event.Reason ?? "other";
        var closed = decision.Interrupt($"the session ended ({reason})");
        return closed
            .WithSession(
                closed.Session with
                {
                    Status = SessionStatus.Ended,
                    Held = null,
                    WasLeft = decision.Session.WasLeft || decision.Session.Status == SessionStatus.Active,
                    CutOff = decision.Session.Open ?? decision.Session.CutOff,
                },
                endReason: reason
            )
            .Audit(decision.Event.Name, $"{reason}:{closed.Session.TurnCount}", ("reason", reason))
            .Allow();
    }
}
