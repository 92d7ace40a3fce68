namespace Brain.Domain.Sessions.Events;

/// <summary>
/// The agent itself asks its person whether a call may run. The brain has judged the call before, and answers nothing
/// in the person's place: it notes that somebody is waited for.
/// </summary>
internal static class PermissionRequest
{
    /// <summary>As the log of what happened calls it.</summary>
    public const string Action = "permission.asked";

    public static EventDecision Decide(DecisionBuilder decision) =>
        decision.IsHistory
            ? decision.Allow()
            : decision
                .Audit(
                    Action,
                    $"{decision.Event.PromptId}:{decision.Event.ToolName}:"
                        + $"{ToolCallLog.Digest(decision.Event.ToolInput)}:{decision.Session.ToolCalls.Length}",
                    ("tool", decision.Event.ToolName),
                    ("target", ToolCallLog.Target(decision.Event)),
                    ("agent_id", decision.Event.AgentId),
                    ("turn", decision.TurnNum?.ToString())
                )
                .Allow();
}
