namespace Brain.Silo.Skills;

/// <summary>The files of a skill that others get: no link, no pipe, nothing of git's or that was installed.</summary>
internal static class SharedFiles
{
    private static readonly EnumerationOptions Below = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>Their paths from the folder, in order.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        var files = new List<string>();
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var next))
        {
            files.AddRange(
                Directory
                    .EnumerateFiles(next, "*", Below)
                    .Where(file => Sessions.FileIdentity.OfItself(file) is not null)
                    .Select(file => Path.GetRelativePath(folder, file))
            );
            foreach (var one in Directory.EnumerateDirectories(next, "*", Below))
            {
                if (Path.GetFileName(one) is not (".git" or "node_modules" or "__pycache__"))
                    open.Push(one);
            }
        }

        return [.. files.Order(StringComparer.Ordinal)];
    }
}
