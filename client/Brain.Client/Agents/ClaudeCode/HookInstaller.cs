using System.Text.Json.Nodes;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Client.Agents.ClaudeCode;

/// <summary>Installs our hooks and commands into one of Claude Code's folders, and takes them out again.</summary>
/// <param name="home">Where the record of installations lies.</param>
/// <param name="folder">Where to install.</param>
/// <param name="dryRun">Write nothing; only say what would be done.</param>
/// <param name="now">Names the backup.</param>
internal sealed class HookInstaller(BrainHome home, ClaudeFolder folder, bool dryRun, DateTimeOffset now)
{
    /// <summary>Hears, before anything is written, what will not come back as it was.</summary>
    internal Action<string>? Warn { get; init; }

    private readonly SettingsFile _settings = new(folder.Settings);
    private readonly CommandFiles _commands = new(folder.Commands);

    internal InstallReport Install(HookOptions options)
    {
        CheckPlace();
        var before = _settings.Read();
        var text = SettingsText.Read(before, _settings.Path);
        var was = text.Tree.DeepClone();
        Merge(text.Tree, options);
        var kept = options.StatusLine ? StatusLineEntry.Install(text.Tree, options) : null;

        var change =
            !_settings.Exists ? FileChange.Created
            : JsonNode.DeepEquals(was, text.Tree) ? FileChange.Unchanged
            : FileChange.Changed;
        if (change == FileChange.Changed && !text.ComesBack)
            Warn?.Invoke(Reformatted(_settings.Path));
        string[] created =
        [
            .. new[] { folder.Path, folder.Commands, _settings.Path }.Where(path => !Path.Exists(path)),
        ];
        // The record comes first: hooks that nobody knows of could be removed unnoticed.
        if (!dryRun)
        {
            var record = InstalledRecord.Read(home) with
            {
                Hard = options.Hard,
                Http = options.Http is not null,
                Args = options.Arguments(ClaudeCodeAgent.Name),
                Events = [.. HookEntry.EventsOf(options)],
            };
            record.With(_settings.Path, created).Write(home);
        }

        var backup = change == FileChange.Changed && !dryRun ? _settings.Backup(now) : null;
        if (change != FileChange.Unchanged && !dryRun)
        {
            Directory.CreateDirectory(folder.Path);
            _settings.Write(text.ToBytes());
        }

        ChangedFile[] commands = [.. UserCommand.All.Select(command => _commands.Install(command, dryRun))];
        return new(
            new(_settings.Path, change),
            commands,
            backup,
            options.Program,
            options.Hard,
            options.Http is not null,
            dryRun,
            [
                .. kept is null ? Array.Empty<string>() : [kept],
                .. SettingsAdvice.After(text.Tree, options, _settings.Path, folder.IsProject),
            ]
        );
    }

    internal InstallReport Uninstall()
    {
        CheckPlace();
        var record = InstalledRecord.Read(home);
        var settings = new ChangedFile(_settings.Path, FileChange.Unchanged);
        string? backup = null;
        if (_settings.Exists)
        {
            var text = SettingsText.Read(_settings.Read(), _settings.Path);
            var was = text.Tree.DeepClone();
            SettingsMerge.Remove(text.Tree);
            StatusLineEntry.Remove(text.Tree);
            if (!JsonNode.DeepEquals(was, text.Tree))
                (settings, backup) = TakeOut(text, record);
        }

        ChangedFile[] commands = [.. UserCommand.All.Select(command => _commands.Remove(command, dryRun))];
        if (!dryRun)
        {
            string[] gone =
            [
                .. new[] { folder.Commands, folder.Path }.Where(path => RemoveIfOurs(path, record)),
                _settings.Path,
            ];
            record.Without(_settings.Path, gone).Write(home);
        }

        return new(settings, commands, backup, null, false, false, dryRun, []);
    }

    private static string Reformatted(string path) =>
        $"{path} is written in another manner than it is written back in (spaces, line breaks, escapes): all that it "
        + "says stays, and not every byte. The copy that is made beside it has them.";

    private void CheckPlace() =>
        SettingsPlace.Check(
            folder,
            UserCommand.All.Select(command => $"{folder.Commands}/{command.File}").Prepend(folder.Settings),
            folder.IsProject
        );

    private void Merge(JsonObject tree, HookOptions options)
    {
        try
        {
            SettingsMerge.Install(tree, options);
        }
        catch (ClientException e)
        {
            throw new ClientException($"{_settings.Path}: {e.Message} Nothing was changed.");
        }
    }

    private (ChangedFile Settings, string? Backup) TakeOut(SettingsText text, InstalledRecord record)
    {
        var original = _settings.Backups().FirstOrDefault(path => IsSame(path, text.Tree));
        var remove = original is null && text.Tree.Count == 0 && record.Created?.Contains(_settings.Path) == true;
        var change =
            original is not null ? FileChange.Restored
            : remove ? FileChange.Removed
            : FileChange.Changed;
        if (change == FileChange.Changed && !text.ComesBack)
            Warn?.Invoke(Reformatted(_settings.Path));
        if (dryRun)
            return (new(_settings.Path, change), null);

        var backup = original is null && !remove ? _settings.Backup(now) : null;
        if (remove)
            File.Delete(_settings.Path);
        else
            _settings.Write(original is null ? text.ToBytes() : new SettingsFile(original).Read());
        return (new(_settings.Path, change), backup);
    }

    private static bool IsSame(string backup, JsonObject wanted)
    {
        try
        {
            var tree = SettingsText.Read(new SettingsFile(backup).Read(), backup).Tree;
            return !SettingsMerge.Ours(tree).Any() && JsonNode.DeepEquals(Bare(tree), Bare(wanted));
        }
        catch (Exception e) when (e is ClientException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Without the empty lists and objects that our own entries may have been taken out of.</summary>
    private static JsonObject Bare(JsonObject tree)
    {
        var bare = tree.DeepClone().AsObject();
        if (bare["hooks"] is JsonObject hooks)
        {
            foreach (var (name, groups) in hooks.ToArray())
            {
                if (groups is JsonArray { Count: 0 })
                    hooks.Remove(name);
            }
        }

        foreach (var name in new[] { "hooks", "env" })
        {
            if (bare[name] is JsonObject { Count: 0 })
                bare.Remove(name);
        }

        return bare;
    }

    private static bool RemoveIfOurs(string path, InstalledRecord record)
    {
        if (record.Created?.Contains(path) != true || !Directory.Exists(path))
            return false;
        if (Directory.EnumerateFileSystemEntries(path).Any())
            return false;
        Directory.Delete(path);
        return true;
    }
}
