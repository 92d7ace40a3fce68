using Brain.Silo.Files;

namespace Brain.Silo.Sessions;

/// <summary>
/// Which git repository a folder belongs to, found as git finds it: the nearest folder above that holds a
/// <c>.git</c>, or is a bare
/// repository itself. A repository's settings name programs that git runs, so another one than the project's is
/// somebody else's word.
/// </summary>
internal static class Repository
{
    /// <summary>Whether git in a folder goes by the same settings as in the project: its worktrees and submodules do,
    /// too.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="folder">Where git would run, absolute.</param>
    public static bool IsProjects(string project, string folder)
    {
        if (!Directory.Exists(project) || !Directory.Exists(folder))
            return false;
        var (own, there) = (Find(RealPath.Of(project)), Find(RealPath.Of(folder)));
        if (own == there)
            return true;
        if (own is null || there is null)
            return false;
        var common = Common(own);
        return Settings(there) is var settings
            && (settings == common || settings.StartsWith(common + "/", StringComparison.Ordinal));
    }

    private static string? Find(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            var inside = Path.Combine(at, ".git");
            if (Path.Exists(inside))
                return inside;
            if (
                Path.Exists(Path.Combine(at, "HEAD"))
                && Directory.Exists(Path.Combine(at, "objects"))
                && Directory.Exists(Path.Combine(at, "refs"))
            )
                return at;
        }

        return null;
    }

    // A linked worktree's settings lie in the repository that it is linked to.
    private static string Common(string found)
    {
        var settings = Settings(found);
        var parent = Path.GetDirectoryName(settings);
        return Path.GetFileName(parent) == "worktrees" && Path.GetDirectoryName(parent) is { } common
            ? common
            : settings;
    }

    private static string Settings(string found)
    {
        const string Pointer = "gitdir:";
        if (!File.Exists(found) || new FileInfo(found).Length > 4_096)
            return RealPath.Of(found);
        var text = File.ReadAllText(found).Trim();
        return text.StartsWith(Pointer, StringComparison.Ordinal)
            ? RealPath.Of(Path.GetFullPath(text[Pointer.Length..].Trim(), Path.GetDirectoryName(found)!))
            : RealPath.Of(found);
    }
}
