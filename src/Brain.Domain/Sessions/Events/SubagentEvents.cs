using Brain.Domain.Text;

namespace Brain.Domain.Sessions.Events;

/// <summary>A sub-agent begins or stops, and whatever else is only written down.</summary>
internal static class SubagentEvents
{
    public static EventDecision Decide(this DecisionBuilder decision) =>
        decision
            .Audit(
                decision.Event.Name,
                $"{decision.Event.AgentId}:{decision.Event.PromptId}:{decision.Event.StopHookActive}",
                ("agent_id", decision.Event.AgentId),
                ("agent_type", decision.Event.AgentType),
                ("turn", decision.TurnNum?.ToString()),
                ("said", decision.Event.LastAssistantMessage is { } text ? Redaction.Cut(text, 4_000) : null)
            )
            .Allow();
}
