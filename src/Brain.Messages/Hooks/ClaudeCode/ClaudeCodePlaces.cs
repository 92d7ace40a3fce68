namespace Brain.Messages.Hooks.ClaudeCode;

/// <summary>Files of Claude Code's that a skill has little reason to touch, and what in them opens doors.</summary>
public static class ClaudeCodePlaces
{
    /// <summary>Parts of the paths of its keys.</summary>
    public static readonly string[] Credentials = [".claude/.credentials"];

    /// <summary>Parts of the paths of its settings.</summary>
    public static readonly string[] Settings = [".claude/settings", ".claude.json", "managed-settings.json"];

    /// <summary>What it is told at each start, by parts of the paths.</summary>
    public static readonly string[] Memories = ["CLAUDE.md"];

    /// <summary>Texts of a setting that let it do anything without a question.</summary>
    public static readonly string[] Unlocking =
    [
        "bypassPermissions",
        "enableAllProjectMcpServers",
        "\"Bash(*)\"",
        "\"Bash\"",
        "dangerously-skip-permissions",
        "skipDangerousModePermissionPrompt",
    ];

    /// <summary>Whether a tool that a skill asks to be allowed is the whole shell.</summary>
    public static bool IsWholeShell(string tool) => tool is "Bash" or "Bash(*)" or "Bash(*:*)" or "Bash(:*)";
}
