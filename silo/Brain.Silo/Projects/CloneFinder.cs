using Brain.Silo.Files;

namespace Brain.Silo.Projects;

/// <summary>What was found below some folders.</summary>
/// <param name="Clones">The folders of clones, without links.</param>
/// <param name="Looked">The folders that were looked through whole.</param>
/// <param name="Unread">Folders that could not be looked into.</param>
/// <param name="IsWhole">Nothing was left out for its number or depth.</param>
internal sealed record FoundClones(
    IReadOnlyCollection<string> Clones,
    IReadOnlyCollection<string> Looked,
    IReadOnlyCollection<string> Unread,
    bool IsWhole
);

/// <summary>
/// Finds clones below folders. Links are not followed, and what lies in a clone is the clone's: its submodules are no
/// clones of their own.
/// </summary>
internal static class CloneFinder
{
    /// <summary>So deep is looked.</summary>
    public const int DepthMax = 12;

    /// <summary>So many folders are looked into.</summary>
    public const int FoldersMax = 300_000;

    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal)
    {
        "node_modules",
        ".cache",
        ".npm",
        ".pnpm-store",
        ".cargo",
        ".rustup",
        ".nuget",
        ".m2",
        ".gradle",
        ".venv",
        "venv",
        "__pycache__",
        ".Trash",
    };

    /// <summary>Looks.</summary>
    public static FoundClones Below(IEnumerable<string> roots, CancellationToken stop)
    {
        var clones = new SortedSet<string>(StringComparer.Ordinal);
        var (looked, unread, left, isWhole) = (new List<string>(), new List<string>(), FoldersMax, true);
        foreach (var root in roots.Select(RealPath.Of).Distinct(StringComparer.Ordinal))
        {
            looked.Add(root);
            var open = new Stack<(string Folder, int Depth)>([(root, 0)]);
            while (open.TryPop(out var next))
            {
                stop.ThrowIfCancellationRequested();
                if (Clone(next.Folder) is { } clone)
                    clones.Add(clone);
                else if (next.Depth == DepthMax || left-- <= 0)
                    isWhole = false;
                else if (!IsOfClone(next.Folder) && !Open(next, open))
                    unread.Add(next.Folder);
            }
        }

        return new(clones, looked, unread, isWhole);
    }

    /// <summary>The clone that begins in a folder; of a worktree its main one. Null where none does.</summary>
    public static string? Clone(string folder)
    {
        var inside = Path.Combine(folder, ".git");
        if (Directory.Exists(inside))
            return File.Exists(Path.Combine(inside, "HEAD")) ? folder : null;
        if (!File.Exists(inside))
            return IsBare(folder) ? folder : null;
        if (
            GitDirectory.Pointer(folder) is not { } settings
            || !settings.Contains("/worktrees/", StringComparison.Ordinal)
        )
            return null;
        // What all worktrees share lies in the main one.
        var common = settings[..settings.IndexOf("/worktrees/", StringComparison.Ordinal)];
        return !Directory.Exists(common) ? null
            : Path.GetFileName(common) == ".git" ? Path.GetDirectoryName(common)
            : common;
    }

    private static bool IsOfClone(string folder) => Path.Exists(Path.Combine(folder, ".git"));

    private static bool IsBare(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD"))
        && Directory.Exists(Path.Combine(folder, "objects"))
        && Directory.Exists(Path.Combine(folder, "refs"))
        && File.Exists(Path.Combine(folder, "config"));

    private static bool Open((string Folder, int Depth) next, Stack<(string, int)> open)
    {
        try
        {
            foreach (var below in new DirectoryInfo(next.Folder).EnumerateDirectories())
            {
                if (!below.Attributes.HasFlag(FileAttributes.ReparsePoint) && !Passed.Contains(below.Name))
                    open.Push((below.FullName, next.Depth + 1));
            }

            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
