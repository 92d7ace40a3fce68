namespace Brain.Messages.Hooks.Codex;

/// <summary>Codex, as the rest of the house knows it.</summary>
public static class CodexAgent
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Name = "codex";

    /// <summary>What is known of it.</summary>
    public static readonly KnownAgent Known = new(Name, ".codex", [])
    {
        Title = "Codex",
        Program = "codex",
        FolderVariable = "CODEX_HOME",
    };
}
