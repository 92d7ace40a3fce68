using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// Looks at a settings file that has just changed: are the brain's hooks still in it as they were installed, and still on?
/// Source: the file itself, and <c>installed.json</c>, in which <c>brain install</c> notes where it put them and how.
/// </summary>
internal sealed class InstalledHooks(BrainSettings settings)
{
    private readonly PluginSwitch _plugin = new();

    /// <summary>Takes note of how things are before a change.</summary>
    public void Look(HookEvent heard)
    {
        try
        {
            _plugin.Look(heard);
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            // A path that no file can have.
        }
    }

    /// <summary>What a change of a settings file does to the hooks; null when this machine can't see the file.</summary>
    public HooksState? StateAfter(HookEvent change)
    {
        try
        {
            return change.FilePath is { } path ? StateOf(Path.GetFullPath(path), change) : null;
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            return null;
        }
    }

    private HooksState? StateOf(string path, HookEvent change)
    {
        var installed = InstalledIn(path);
        var target = SettingsOnDisk.Target(path);
        var unplugs = !InstalledAnywhere() && _plugin.Carries(target, change);
        if (installed is null && !unplugs && Path.GetFileName(Path.GetDirectoryName(path)) != ".claude")
            return null;
        var file = new FileInfo(target);
        if (!file.Exists || file.Length == 0)
            return installed is null && !unplugs ? null : HooksState.Removed;
        if (SettingsOnDisk.Read(target) is not { } root)
            return null;
        if (root.ValueKind != JsonValueKind.Object)
            return installed is null && !unplugs ? HooksState.Intact : HooksState.Removed;
        if (root.TryGetProperty("disableAllHooks", out var off) && off.ValueKind == JsonValueKind.True)
            return HooksState.Disabled;
        var plugin = PluginSwitch.Says(root);
        if (plugin == true)
            _plugin.Note(target);
        var removed = installed is { } how
            ? !how.Events.All(name => Speaks(root, name, how))
            // Only where the plugin is the one carrier does switching it off take the hooks away.
            : (plugin == false && !InstalledAnywhere()) || (plugin is null && unplugs);
        return removed ? HooksState.Removed : HooksState.Intact;
    }

    // Some group that covers everything holds a hook that runs or calls this very brain, and waits for its answer.
    private bool Speaks(JsonElement root, string name, Installed how) =>
        root.TryGetProperty("hooks", out var hooks) && hooks.ValueKind == JsonValueKind.Object
        && hooks.TryGetProperty(name, out var groups) && groups.ValueKind == JsonValueKind.Array
        && groups.EnumerateArray().Any(group => group.ValueKind == JsonValueKind.Object && CoversAll(group)
            && group.TryGetProperty("hooks", out var entries) && entries.ValueKind == JsonValueKind.Array
            && entries.EnumerateArray().Any(entry => entry.ValueKind == JsonValueKind.Object && (Calls(entry) || Runs(entry, how))));

    private static bool CoversAll(JsonElement group) =>
        !group.TryGetProperty("matcher", out var matcher) || (matcher.ValueKind == JsonValueKind.String && matcher.GetString() is "" or "*" or ".*");

    private bool Calls(JsonElement entry) => Text(entry, "url") == $"{settings.Url}/hooks/claude-code";

    private bool Runs(JsonElement entry, Installed how)
    {
        if (Text(entry, "command") != Path.Combine(settings.Home, "bin", "brain")
            || (entry.TryGetProperty("async", out var apart) && apart.ValueKind == JsonValueKind.True)
            || !entry.TryGetProperty("args", out var args) || args.ValueKind != JsonValueKind.Array)
            return false;
        string?[] words = [.. args.EnumerateArray().Select(word => word.ValueKind == JsonValueKind.String ? word.GetString() : null)];
        return words is ["hook", "claude-code", ..] && (!how.Hard || words.Contains("--hard", StringComparer.Ordinal));
    }

    private Installed? InstalledIn(string path)
    {
        if (!File.Exists(settings.InstalledFile))
            return null;
        using var record = JsonDocument.Parse(File.ReadAllBytes(settings.InstalledFile), SettingsOnDisk.Lenient);
        if (!record.RootElement.TryGetProperty("files", out var files) || files.ValueKind != JsonValueKind.Array)
            return null;
        var known = files.EnumerateArray().Any(file => file.GetString() is { } noted && SettingsOnDisk.Target(Path.GetFullPath(noted)) == SettingsOnDisk.Target(path));
        return known
            ? new(record.RootElement.TryGetProperty("hard", out var hard) && hard.ValueKind == JsonValueKind.True, EventsOf(record.RootElement))
            : null;
    }

    private bool InstalledAnywhere()
    {
        if (!File.Exists(settings.InstalledFile))
            return false;
        using var record = JsonDocument.Parse(File.ReadAllBytes(settings.InstalledFile), SettingsOnDisk.Lenient);
        return record.RootElement.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array && files.GetArrayLength() > 0;
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // An installation that was made before an event was known lacks its hook, and nobody took it away.
    private static string[] EventsOf(JsonElement record) =>
        record.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Array
            ? [.. HookEvents.All.Where(name => events.EnumerateArray().Any(noted => noted.ValueKind == JsonValueKind.String && noted.GetString() == name))]
            : [.. HookEvents.First];

    private readonly record struct Installed(bool Hard, string[] Events);
}
