namespace Brain.Messages.Hooks.ClaudeCode;

/// <summary>Claude Code, as the rest of the house knows it.</summary>
public static class ClaudeCodeAgent
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Name = "claude-code";

    /// <summary>The setting that switches every hook off.</summary>
    public const string OffSwitch = "disableAllHooks";

    /// <summary>What is known of it.</summary>
    public static readonly KnownAgent Known = new(Name, ".claude", [OffSwitch])
    {
        Title = "Claude Code",
        Program = "claude",
        FolderVariable = "CLAUDE_CONFIG_DIR",
    };
}
