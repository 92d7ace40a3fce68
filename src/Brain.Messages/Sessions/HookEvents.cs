namespace Brain.Messages.Sessions;

/// <summary>The events that the brain takes part in, by Claude Code's names: installed, decided and watched over by this one list.</summary>
public static class HookEvents
{
    /// <summary>Every one, in the order of a session's life.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "SessionStart", "UserPromptSubmit", "UserPromptExpansion", "PreToolUse", "PostToolUse", "PostToolUseFailure",
        "PostToolBatch", "Stop", "StopFailure", "SubagentStart", "SubagentStop", "PreCompact", "PostCompact",
        "ConfigChange", "SessionEnd",
    ];
}
