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

    /// <summary>Those without which the brain would be blind or could not refuse; taking one away is tampering.</summary>
    public static IReadOnlyList<string> Vital { get; } =
    [
        "SessionStart", "UserPromptSubmit", "UserPromptExpansion", "PreToolUse", "PostToolUse", "PostToolBatch", "Stop", "ConfigChange",
    ];
}
