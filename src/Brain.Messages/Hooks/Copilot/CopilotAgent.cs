namespace Brain.Messages.Hooks.Copilot;

/// <summary>Copilot CLI, as the rest of the house knows it.</summary>
public static class CopilotAgent
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Name = "copilot";

    /// <summary>What is known of it.</summary>
    public static readonly KnownAgent Known = new(Name, ".copilot", [])
    {
        Title = "Copilot CLI",
        Program = "copilot",
        FolderVariable = "COPILOT_HOME",
    };
}
