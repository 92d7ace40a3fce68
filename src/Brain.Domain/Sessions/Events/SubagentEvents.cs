using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A sub-agent begins or stops, and whatever else is only written down.</summary>
internal static class SubagentEvents
{
    public static Decided Decide(this DecisionBuilder draft) => draft
        .Audit(
            draft.Event.HookEventName,
            $"{draft.Event.AgentId}:{draft.Event.PromptId}:{draft.Event.StopHookActive}",
            ("agent_id", draft.Event.AgentId),
            ("agent_type", draft.Event.AgentType),
            ("turn", draft.TurnNum?.ToString()),
            ("said", draft.Event.LastAssistantMessage is { } said ? Redaction.Cut(said, 4_000) : null))
        .Allow();
}
