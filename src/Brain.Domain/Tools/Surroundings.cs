namespace Brain.Domain.Tools;

/// <summary>What a tool call would reach on this machine. Source: the silo, which looks at the disk; the decision
/// itself can't.</summary>
/// <param name="OwnFolders">
/// Which folders that the call's command names hold the project's own repository, as <see
/// cref="ShellCommand.Folders"/> writes them, and which hold no name that may be an option;
/// null when nobody looked.
/// </param>
/// <param name="Home">What of the brain's own files it would reach, by their real paths.</param>
public sealed record Surroundings(IReadOnlyCollection<string>? OwnFolders, HomeReach Home)
{
    /// <summary>Nobody looked.</summary>
    public static readonly Surroundings Unseen = new(OwnFolders: null, HomeReach.None);
}

/// <summary>What of the brain's own files a call would reach.</summary>
public enum HomeReach
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its logs, which anybody of this session may read.</summary>
    Logs,

    /// <summary>Its keys, rules, socket, spool or records.</summary>
    Files,
}
