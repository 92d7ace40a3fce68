namespace Brain.Client.Agents.ClaudeCode;

/// <summary>A folder that holds Claude Code's settings and commands: the user's, or a project's.</summary>
/// <param name="Path">Such as <c>~/.claude</c>.</param>
internal sealed record ClaudeFolder(string Path)
{
    /// <summary>It is a project's: somebody else may have made what lies in it.</summary>
    internal bool IsProject { get; init; }

    internal string Settings => Path + "/settings.json";

    internal string LocalSettings => Path + "/settings.local.json";

    internal string Commands => Path + "/commands";

    internal static ClaudeFolder OfUser() =>
        Environment.GetEnvironmentVariable("CLAUDE_CONFIG_DIR") is { Length: > 0 } named
            ? new(System.IO.Path.GetFullPath(named))
        : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? new(home + "/.claude")
        : throw new ClientException("HOME is not set, so there is no place for Claude Code's settings.");

    internal static ClaudeFolder OfProject() => new(System.IO.Path.GetFullPath(".claude")) { IsProject = true };
}
