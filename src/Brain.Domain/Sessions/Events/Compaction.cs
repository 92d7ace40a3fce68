using Brain.Domain.Text;

namespace Brain.Domain.Sessions.Events;

/// <summary>The conversation is compacted.</summary>
internal static class Compaction
{
    // Whatever is printed on these two reaches the model, so the answer says nothing.
    public static EventDecision Decide(this DecisionBuilder draft) =>
        draft
            .Audit(
                draft.Event.Name,
                $"{draft.Event.Trigger}:{draft.Event.PromptId}:{Redaction.Digest(draft.Event.CompactSummary)}",
                ("trigger", draft.Event.Trigger),
                ("summary", draft.Event.CompactSummary)
            )
            .Allow();
}
