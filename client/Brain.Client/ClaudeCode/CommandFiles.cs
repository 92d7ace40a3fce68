namespace Brain.Client.ClaudeCode;

/// <summary>Our slash commands as files beside the settings.</summary>
internal sealed class CommandFiles(string folder)
{
    internal ChangedFile Install(UserCommand command, bool dryRun)
    {
        var path = PathOf(command);
        var found = File.Exists(path) ? File.ReadAllText(path) : null;
        if (found == command.Text)
            return new(path, FileChange.Unchanged);
        if (found is not null && !IsOurs(found))
            return new(path, FileChange.NotOurs);
        if (!dryRun)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(path, command.Text);
        }

        return new(path, found is null ? FileChange.Created : FileChange.Changed);
    }

    internal ChangedFile Remove(UserCommand command, bool dryRun)
    {
        var path = PathOf(command);
        if (!File.Exists(path))
            return new(path, FileChange.Unchanged);
        if (!IsOurs(File.ReadAllText(path)))
            return new(path, FileChange.NotOurs);
        if (!dryRun)
            File.Delete(path);
        return new(path, FileChange.Removed);
    }

    private string PathOf(UserCommand command) => $"{folder}/{command.Name}.md";

    private static bool IsOurs(string text) => text.Contains(UserCommand.Marker, StringComparison.Ordinal);
}
