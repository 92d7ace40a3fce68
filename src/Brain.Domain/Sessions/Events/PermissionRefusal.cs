using Brain.Domain.Tools;

namespace Brain.Domain.Sessions.Events;

/// <summary>
/// The person refused a call in the agent's own prompt, and the turn goes on. Some agents do not say which call: then
/// it is the newest of those that wait, as when it was asked about.
/// </summary>
internal static class PermissionRefusal
{
    public static EventDecision Decide(DecisionBuilder decision)
    {
        var within = decision.Within();
        var call = decision.Event.ToolUseId is { } told
            ? within.Session.ToolCalls.LastOrDefault(call => call.ToolUseId == told)
            : PermissionRequest.Waiting(within);
        // One that has not begun is known by its tool.
        var id = call?.ToolUseId ?? (decision.Event.ToolName is null ? null : decision.Event.ToolUseId);
        return id is null
            ? within.Allow()
            : within
                .Reach(
                    decision.Event with
                    {
                        ToolUseId = id,
                        ToolName = decision.Event.ToolName ?? call?.Tool,
                        ToolKind = call?.Kind ?? decision.Event.ToolKind,
                        Target = decision.Event.Target ?? call?.Target,
                    },
                    ToolStatus.Denied
                )
                .Allow();
    }
}
