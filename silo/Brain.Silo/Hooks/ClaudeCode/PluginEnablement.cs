using System.Collections.Concurrent;
using System.Text.Json;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Remembers which settings files switched the plugin on. A change of a file is told with the file's name alone, and a
/// key that is no longer in it leaves no trace there. Kept in memory: each session's files are looked at with its first
/// event in this silo, which comes before any edit that its agent makes.
/// </summary>
internal sealed class PluginEnablement
{
    private const int PlacesMax = 10_000;

    private readonly ConcurrentDictionary<string, bool> _on = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string? Project, string? Records), bool> _looked = new();

    /// <summary>Looks at the settings that hold for a session, the first time it is heard of.</summary>
    public void Look(ClaudeCodePayload payload)
    {
        var place = (payload.Cwd, Path.GetDirectoryName(payload.TranscriptPath));
        if (_looked.ContainsKey(place) || _looked.Count >= PlacesMax || !_looked.TryAdd(place, true))
            return;
        foreach (var file in FilesOf(payload))
        {
            if (SaysIn(file) == true)
                Note(file);
        }
    }

    /// <summary>The file switches the plugin on now.</summary>
    public void Note(string file)
    {
        if (_on.Count < PlacesMax)
            _on[file] = true;
    }

    /// <summary>
    /// The file switched the plugin on at some time, and where it no longer does nothing else keeps the plugin on: none
    /// of the files whose word counts before its own says anything of it, and the first one after it does not say yes.
    /// </summary>
    public bool Carries(string file, ClaudeCodePayload payload)
    {
        if (!_on.ContainsKey(file))
            return false;
        var files = FilesOf(payload).ToList();
        var place = files.IndexOf(file);
        return files.Take(Math.Max(place, 0)).All(before => SaysIn(before) is null)
            && files.Skip(place + 1).Select(SaysIn).FirstOrDefault(isOn => isOn is not null) != true;
    }

    /// <summary>Whether settings switch the plugin on or off; null when they say nothing of it.</summary>
    public static bool? Says(JsonElement settings)
    {
        if (
            settings.ValueKind != JsonValueKind.Object
            || !settings.TryGetProperty("enabledPlugins", out var plugins)
            || plugins.ValueKind != JsonValueKind.Object
        )
            return null;
        var ours = plugins
            .EnumerateObject()
            .Where(plugin => plugin.Name.StartsWith("brain@", StringComparison.Ordinal))
            .ToArray();
        return ours.Length == 0 ? null : Array.Exists(ours, plugin => plugin.Value.ValueKind == JsonValueKind.True);
    }

    private static bool? SaysIn(string file)
    {
        try
        {
            return SettingsOnDisk.Read(file) is { } settings ? Says(settings) : null;
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            return null;
        }
    }

    // The one whose word counts first: the project's own, then the user's, beside whose records of sessions they lie.
    internal static IEnumerable<string> FilesOf(ClaudeCodePayload payload)
    {
        if (payload.Cwd is { Length: > 0 } project && Path.IsPathFullyQualified(project))
        {
            yield return SettingsOnDisk.Target(Path.Combine(project, ".claude", "settings.local.json"));
            yield return SettingsOnDisk.Target(Path.Combine(project, ".claude", "settings.json"));
        }

        if (UsersFile(payload) is { } user)
            yield return user;
    }

    /// <summary>The user's own settings; null when the event does not say where they lie.</summary>
    internal static string? UsersFile(ClaudeCodePayload payload) =>
        SettingsOnDisk.UsersFolder(payload.TranscriptPath) is { } user
            ? SettingsOnDisk.Target(Path.Combine(user, "settings.json"))
            : null;
}
