namespace Brain.Messages.Hooks.Gemini;

/// <summary>Gemini CLI, as the rest of the house knows it.</summary>
public static class GeminiAgent
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Name = "gemini";

    /// <summary>What is known of it.</summary>
    public static readonly KnownAgent Known = new(Name, ".gemini", [])
    {
        Title = "Gemini CLI",
        Program = "gemini",
        HomeVariable = "GEMINI_CLI_HOME",
    };
}
