using Brain.Domain.Text;

namespace Brain.Domain.Sessions.Events;

/// <summary>The conversation is compacted.</summary>
internal static class Compaction
{
    // Whatever is printed on these two reaches the model, so the answer says nothing.
    public static EventDecision Decide(this DecisionBuilder decision) =>
        decision
            .Audit(
                decision.Event.Name,
                $"{decision.Event.Trigger}:{decision.Event.PromptId}:{Redaction.Digest(decision.Event.CompactSummary)}",
                ("trigger", decision.Event.Trigger),
                ("summary", decision.Event.CompactSummary)
            )
            .Allow();
}
