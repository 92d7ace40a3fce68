namespace Brain.Messages.Hooks.OpenCode;

/// <summary>opencode, as the rest of the house knows it.</summary>
public static class OpenCodeAgent
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Name = "opencode";

    /// <summary>What is known of it.</summary>
    public static readonly KnownAgent Known = new(Name, ".opencode", [])
    {
        Title = "opencode",
        Program = "opencode",
        UserFolder = ".local/share/opencode",
    };
}
