using System.Collections.Frozen;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>Claude Code's events by their kinds.</summary>
internal static class ClaudeCodeEventKinds
{
    private static readonly FrozenDictionary<string, EventKind> Kinds = new Dictionary<string, EventKind>
    {
        ["SessionStart"] = EventKind.SessionStart,
        ["UserPromptSubmit"] = EventKind.Prompt,
        ["UserPromptExpansion"] = EventKind.Command,
        ["PreSkillShellCommand"] = EventKind.CommandShellLine,
        ["PreToolUse"] = EventKind.ToolCall,
        ["PermissionRequest"] = EventKind.PermissionRequest,
        ["PostToolUse"] = EventKind.ToolSuccess,
        ["PostToolUseFailure"] = EventKind.ToolFailure,
        ["PostToolBatch"] = EventKind.ToolBatch,
        ["Stop"] = EventKind.TurnEnd,
        ["StopFailure"] = EventKind.TurnFailure,
        ["SubagentStart"] = EventKind.SubagentStart,
        ["SubagentStop"] = EventKind.SubagentEnd,
        ["PreCompact"] = EventKind.CompactionStart,
        ["PostCompact"] = EventKind.CompactionEnd,
        ["ConfigChange"] = EventKind.SettingsChange,
        ["SessionEnd"] = EventKind.SessionEnd,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The event's kind; unknown for an event that the brain takes no part in.</summary>
    public static EventKind Of(string name) => Kinds.GetValueOrDefault(name);
}
