using Brain.Domain.Text;

namespace Brain.Domain.Sessions.Events;

/// <summary>A turn ends in an error.</summary>
internal static class StopFailure
{
    public static EventDecision Decide(this DecisionBuilder draft)
    {
        var within = draft.Within();
        var num = within.TurnNum ?? within.Session.TurnCount;
        var note = $"{draft.Event.Error ?? "unknown"}: {draft.Event.LastAssistantMessage}";
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
