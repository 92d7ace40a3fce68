using Brain.Domain.Text;

namespace Brain.Domain.Sessions.Events;

/// <summary>A sub-agent begins or stops, and whatever else is only written down.</summary>
internal static class SubagentEvents
{
    public static EventDecision Decide(this DecisionBuilder draft) =>
        draft
            .Audit(
                draft.Event.Name,
                $"{draft.Event.AgentId}:{draft.Event.PromptId}:{draft.Event.StopHookActive}",
                ("agent_id", draft.Event.AgentId),
                ("agent_type", draft.Event.AgentType),
                ("turn", draft.TurnNum?.ToString()),
                ("said", draft.Event.LastAssistantMessage is { } said ? Redaction.Cut(said, 4_000) : null)
            )
            .Allow();
}
