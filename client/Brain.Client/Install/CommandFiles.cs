namespace Brain.Client.Install;

/// <summary>Our slash commands as files beside the settings.</summary>
internal sealed class CommandFiles(string folder)
{
    internal ChangedFile Install(UserCommand command, bool dryRun)
    {
        var path = PathOf(command);
        var found = Text(path);
        if (found == command.Text)
            return new(path, FileChange.Unchanged);
        if (found is not null && !IsOurs(found))
            return new(path, FileChange.NotOurs);
        if (!dryRun)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, command.Text);
        }

        return new(path, found is null ? FileChange.Created : FileChange.Changed);
    }

    internal ChangedFile Remove(UserCommand command, bool dryRun)
    {
        var path = PathOf(command);
        if (!File.Exists(path))
            return new(path, FileChange.Unchanged);
        if (!IsOurs(Text(path)!))
            return new(path, FileChange.NotOurs);
        if (!dryRun)
            Delete(path);
        return new(path, FileChange.Removed);
    }

    // A folder that we made for it goes with it, unless somebody put something else there.
    private void Delete(string path)
    {
        File.Delete(path);
        var holder = Path.GetDirectoryName(path)!;
        if (holder != folder && !Directory.EnumerateFileSystemEntries(holder).Any())
            Directory.Delete(holder);
    }

    // What is there and can't be read is somebody else's.
    private static string? Text(string path) =>
        !File.Exists(path) ? null
        : FileHead.Read(path, SettingsFile.BytesMax) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes)
        : "";

    private string PathOf(UserCommand command) => $"{folder}/{command.File}";

    private static bool IsOurs(string text) => text.Contains(UserCommand.Marker, StringComparison.Ordinal);
}
