using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>
/// The files of a skill that others get: no link, no pipe, no settings of this machine's, nothing of git's, that git is
/// told to ignore, or that was installed.
/// </summary>
/// <param name="Files">Their paths from the folder, in order.</param>
/// <param name="LeftOut">Those that git ignores and those with settings of this machine's, in order.</param>
internal sealed record SharedFiles(IReadOnlyList<string> Files, IReadOnlyList<string> LeftOut)
{
    private static readonly EnumerationOptions Below = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>Lists them.</summary>
    public static async Task<SharedFiles> Of(string folder)
    {
        var files = new List<string>();
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var next))
        {
            files.AddRange(
                Directory
                    .EnumerateFiles(next, "*", Below)
                    // In a work tree or a submodule .git is a file.
                    .Where(file => Path.GetFileName(file) != ".git")
                    .Where(file => FileIdentity.OfItself(file) is not null)
                    .Select(file => Path.GetRelativePath(folder, file))
            );
            foreach (var one in Directory.EnumerateDirectories(next, "*", Below))
            {
                if (Path.GetFileName(one) is not (".git" or "node_modules" or "__pycache__"))
                    open.Push(one);
            }
        }

        files.Sort(StringComparer.Ordinal);
        var ignored = await Ignored(folder, files);
        return new(
            [.. files.Where(file => !ignored.Contains(file) && !IsOfMachine(file))],
            [.. files.Where(file => ignored.Contains(file) || IsOfMachine(file))]
        );
    }

    private static bool IsOfMachine(string file) =>
        Path.GetFileName(file) is ".env" or ".env.local" or ".envrc" or ".netrc" or ".npmrc" or ".DS_Store";

    // Where all of it is ignored, as a folder of an agent's often is, that says nothing of its files.
    private static async Task<HashSet<string>> Ignored(string folder, List<string> files)
    {
        var asked = await GitProgram.Run(
            folder,
            ["check-ignore", "-z", "--stdin"],
            new() { Text = string.Concat(files.Select(file => $"{file}\0")) },
            CancellationToken.None
        );
        var ignored = asked.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return asked.Code == 0 && !ignored.Contains(SkillPlace.FileName) ? ignored : [];
    }
}
