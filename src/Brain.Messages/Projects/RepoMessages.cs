namespace Brain.Messages.Projects;

/// <summary>A clone on this machine. Source: git's own files, kept in <c>v2.github_repos</c>.</summary>
/// <param name="Path">The folder, without links.</param>
/// <param name="Name">The folder's name.</param>
/// <param name="Remote">In the one form of <see cref="GitRemote"/>; null when it has none.</param>
/// <param name="ProjectKey">Which project that is, as sessions have it.</param>
public sealed record RepoSummary(string Path, string Name, string? Remote, string ProjectKey)
{
    /// <summary>What is checked out; null when no branch is.</summary>
    public string? Branch { get; init; }

    /// <summary>The newest commit of what is checked out; null before the first.</summary>
    public string? LastCommit { get; init; }

    /// <summary>When that was committed; null where git could not be asked.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>Its other worktrees.</summary>
    public string[] Worktrees { get; init; } = [];

    /// <summary>Files under version control differ from it; null where nobody looked.</summary>
    public bool? Dirty { get; init; }

    /// <summary>active, or archived when it is gone.</summary>
    public string Status { get; init; } = "active";

    /// <summary>How many sessions ran on its project.</summary>
    public int Sessions { get; init; }
}
