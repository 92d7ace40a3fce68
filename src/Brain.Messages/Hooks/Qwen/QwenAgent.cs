namespace Brain.Messages.Hooks.Qwen;

/// <summary>Qwen Code, as the rest of the house knows it.</summary>
public static class QwenAgent
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Name = "qwen";

    /// <summary>What is known of it.</summary>
    public static readonly KnownAgent Known = new(Name, ".qwen", [])
    {
        Title = "Qwen Code",
        Program = "qwen",
        FolderVariable = "QWEN_HOME",
        FolderFiles = [".qwen/.env", ".env"],
    };
}
