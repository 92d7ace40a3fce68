namespace Brain.Messages.Hooks.ClaudeCode;

/// <summary>
/// The events that the brain takes part in, by Claude Code's names: installed, decided and watched over by this one
/// list.
/// </summary>
public static class HookEvents
{
    /// <summary>Stands in every command file that <c>brain install</c> makes, and tells it from others.</summary>
    public const string CommandMarker =
        "<!-- brain: installed by `brain install claude-code`, removed by `brain uninstall claude-code` -->";

    /// <summary>The variable in a settings file's <c>env</c> that holds the hook token.</summary>
    public const string TokenVariable = "BRAIN_HOOK_TOKEN";

    /// <summary>Those that block their action when a hook that is hard fails.</summary>
    public static IReadOnlyList<string> Refusable { get; } =
    ["PreToolUse", "PreSkillShellCommand", "PostToolBatch", "UserPromptSubmit", "UserPromptExpansion"];

    /// <summary>Every one, in the order of a session's life.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "SessionStart",
        "UserPromptSubmit",
        "UserPromptExpansion",
        "PreSkillShellCommand",
        "PreToolUse",
        "PermissionRequest",
        "PostToolUse",
        "PostToolUseFailure",
        "PostToolBatch",
        "Stop",
        "StopFailure",
        "SubagentStart",
        "SubagentStop",
        "PreCompact",
        "PostCompact",
        "ConfigChange",
        "SessionEnd",
    ];

    /// <summary>Those that Claude Code knew before the newest of them.</summary>
    public static IReadOnlyList<string> Older { get; } = [.. All.Where(name => name != "PreSkillShellCommand")];

    /// <summary>The first Claude Code that knows the newest of them.</summary>
    public static Version PreSkillShellCommandSince { get; } = new(2, 1, 332);

    /// <summary>
    /// Those that the first installations had: an older one without the others is whole as it was made.
    /// </summary>
    public static IReadOnlyList<string> First { get; } = [.. Older.Where(name => name != "PermissionRequest")];
}
