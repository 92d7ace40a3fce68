using Brain.Domain.Tools;
using Brain.Domain.Watching;

namespace Brain.Domain.Sessions.Events;

/// <summary>
/// The agent itself asks its person whether a call may run. The brain answers nothing in the person's place: it notes
/// that somebody is waited for, and for which call, where that has begun. Some agents ask first, and some do not say
/// what for: then it is the newest call that runs.
/// </summary>
internal static class PermissionRequest
{
    /// <summary>As the log of what happened calls it.</summary>
    public const string Action = "permission.asked";

    public static EventDecision Decide(DecisionBuilder decision)
    {
        if (decision.IsHistory)
            return decision.Allow();
        var call = Waiting(decision);
        return decision
            .Audit(
                Action,
                // Some say neither which prompt nor which call: those of another turn are others.
                $"{decision.Event.PromptId?.ToString() ?? decision.TurnNum?.ToString()}:{decision.Event.ToolName}:"
                    + $"{ToolCallLog.Digest(decision.Event.ToolInput)}:{call?.ToolUseId}:"
                    + $"{decision.Session.ToolCalls.Length}",
                ("tool", decision.Event.ToolName ?? call?.Tool),
                ("target", decision.Event.ToolName is null ? call?.Target : ToolCallLog.Target(decision.Event)),
                ("call", call?.ToolUseId),
                ("agent_id", decision.Event.AgentId),
                ("turn", decision.TurnNum?.ToString())
            )
            .Allow();
    }

    // Which of two alike is meant nobody says.
    internal static ToolCall? Waiting(DecisionBuilder decision)
    {
        var (asked, target) = (decision.Event, ToolCallLog.Target(decision.Event));
        var begun = decision.Session.ToolCalls.Where(call => call.Status == ToolStatus.Started);
        return asked.ToolName is not { } tool
            ? begun.LastOrDefault()
            : begun.LastOrDefault(call => call.Tool == tool && call.ToolUseId == asked.ToolUseId)
                ?? begun.LastOrDefault(call => call.Tool == tool && call.Target == target);
    }
}
