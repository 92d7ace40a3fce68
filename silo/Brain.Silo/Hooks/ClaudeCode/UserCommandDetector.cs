using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// A person may have a command of their own that is called as one of the brain's. An event tells only whether a command
/// comes from the user's folder, the project's or a plugin, and ours may lie in the same folder, so the file itself is
/// looked at: ours carry a marker. Where no file can be seen from here, the command is taken for the brain's.
/// </summary>
internal static class UserCommandDetector
{
    /// <summary>The command was typed by a name of the brain's and is somebody else's.</summary>
    public static bool Has(ClaudeCodePayload typed)
    {
        if (typed.CommandName is not { } name || !name.All(char.IsAsciiLetter) || Folder(typed) is not { } folder)
            return false;
        try
        {
            var file = Path.Combine(folder, "commands", $"{name}.md");
            return SettingsOnDisk.Text(file) is { } text
                ? !text.Contains(HookEvents.CommandMarker, StringComparison.Ordinal)
                : File.Exists(Path.Combine(folder, "skills", name, "SKILL.md"));
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            return false;
        }
    }

    private static string? Folder(ClaudeCodePayload typed) =>
        typed.CommandSource switch
        {
            "userSettings" => SettingsOnDisk.UsersFolder(typed.TranscriptPath),
            "projectSettings" when typed.Cwd is { } project && Path.IsPathFullyQualified(project) => Path.Combine(
                project,
                ".claude"
            ),
            _ => null,
        };
}
