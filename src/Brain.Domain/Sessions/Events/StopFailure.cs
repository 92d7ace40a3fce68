using Brain.Domain.Text;

namespace Brain.Domain.Sessions.Events;

/// <summary>A turn ends in an error.</summary>
internal static class StopFailure
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var within = decision.Within();
        var num = within.TurnNum ?? within.Session.TurnCount;
        var note = $"{decision.Event.Error ?? "unknown"}: {decision.Event.LastAssistantMessage}";
        return within
            .Close(num)
            .Add(
                new TurnRow
                {
                    Num = num,
                    EndedBy = "failure",
                    ErrorNote = Redaction.Clean(note, 4_000),
                }
            )
            .Allow();
    }
}
