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
        OwnWords =
        [
            "add-dir",
            "agents",
            "anthropic",
            "btw",
            "bug",
            "claude",
            "clear",
            "color",
            "compact",
            "config",
            "context",
            "copy",
            "cost",
            "diff",
            "doctor",
            "effort",
            "exit",
            "export",
            "fast",
            "feedback",
            "fork",
            "goal",
            "hooks",
            "ide",
            "init",
            "list-agents",
            "login",
            "logout",
            "loop",
            "mcp",
            "memory",
            "model",
            "permissions",
            "plan",
            "plugin",
            "quit",
            "recap",
            "release-notes",
            "rename",
            "resume",
            "review",
            "rewind",
            "security-review",
            "skills",
            "stop",
            "tasks",
            "theme",
            "usage",
            "vim",
        ],
    };
}
