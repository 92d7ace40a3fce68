namespace Brain.Silo.Skills;

/// <summary>The copy of a skill's folder that its test ran in.</summary>
internal static partial class SkillTestCopy
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly EnumerationOptions Below = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    /// <summary>
    /// Deletes it, also where a test took its own rights away. What stays is told and is in nobody's way.
    /// </summary>
    public static void Delete(DirectoryInfo copy, ILogger logger)
    {
        try
        {
            Open(copy);
            copy.Delete(recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogStays(logger, copy.FullName, fault.Message);
        }
    }

    // No link is followed.
    private static void Open(DirectoryInfo folder)
    {
        var open = new Stack<DirectoryInfo>([folder]);
        while (open.TryPop(out var next))
        {
            File.SetUnixFileMode(next.FullName, File.GetUnixFileMode(next.FullName) | Own);
            foreach (var below in next.EnumerateDirectories("*", Below).Where(below => below.LinkTarget is null))
                open.Push(below);
        }
    }
}
