namespace Brain.Silo.Skills;

/// <summary>A folder that is made whole or not at all, and never takes the place of another.</summary>
internal static class NewFolder
{
    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Program =
        Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes it with text files in it.</summary>
    /// <returns>Why it is not there; null when it is.</returns>
    public static string? Write(string folder, (string Name, string Text, bool IsProgram)[] files) =>
        Make(folder, draft =>
        {
            foreach (var (name, text, isProgram) in files)
            {
                var path = Path.Combine(draft, name);
                File.WriteAllText(path, text);
                File.SetUnixFileMode(path, isProgram ? Program : Plain);
            }
        });

    /// <summary>Makes it with files of another folder.</summary>
    /// <param name="folder">The new one.</param>
    /// <param name="from">The other one.</param>
    /// <param name="files">Their paths from it.</param>
    /// <returns>Why it is not there; null when it is.</returns>
    public static string? Copy(string folder, string from, IReadOnlyList<string> files) => Make(folder, draft =>
        {
            foreach (var file in files)
            {
                var path = Path.Combine(draft, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Copy(Path.Combine(from, file), path);
            }
        });

    private static string? Make(string folder, Action<string> fill)
    {
        var parent = Path.GetDirectoryName(folder)!;
        var draft = Path.Combine(parent, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.new");
        try
        {
            Directory.CreateDirectory(draft);
            fill(draft);
            if (Path.Exists(folder))
                return "it is there by now";
            Directory.Move(draft, folder);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }
}
