using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// Looks at a settings file that has just changed: are the brain's hooks still in it, and still on?
/// Source: the file itself, and <c>installed.json</c>, in which <c>brain install</c> notes where it put them.
/// </summary>
internal sealed class InstalledHooks(BrainSettings settings)
{
    private const int BytesMax = 4 * 1024 * 1024;

    /// <summary>What the change does to the hooks; null when this machine can't see the file.</summary>
    public HooksState? StateAfter(string? path)
    {
        if (path is null || !Path.GetFileName(path).StartsWith("settings", StringComparison.Ordinal) || !path.EndsWith(".json", StringComparison.Ordinal))
            return null;
        var ours = InstalledIn(path);
        if (!File.Exists(path))
            return ours ? HooksState.Removed : null;
        try
        {
            return new FileInfo(path).Length > BytesMax ? null : StateOf(JsonNode.Parse(File.ReadAllText(path)), ours);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private HooksState StateOf(JsonNode? file, bool ours)
    {
        if (file is not JsonObject root)
            return ours ? HooksState.Removed : HooksState.Intact;
        if (root["disableAllHooks"] is JsonValue off && off.TryGetValue<bool>(out var disabled) && disabled)
            return HooksState.Disabled;
        var removed = ours ? !HookEvents.Vital.All(name => Speaks(root["hooks"]?[name])) : Unplugs(root) && Installed().Length == 0;
        return removed ? HooksState.Removed : HooksState.Intact;
    }

    // Only where the plugin is the one carrier does switching it off take the hooks away.
    private static bool Unplugs(JsonObject root) => root["enabledPlugins"] is JsonObject plugins
        && plugins.Any(plugin => plugin.Key.StartsWith("brain@", StringComparison.Ordinal)
            && plugin.Value is JsonValue value && value.TryGetValue<bool>(out var on) && !on);

    private static bool Speaks(JsonNode? entries) => entries is JsonArray all && all.OfType<JsonObject>()
        .SelectMany(entry => (entry["hooks"] as JsonArray ?? []).OfType<JsonObject>())
        .Any(hook => Calls(hook["url"]) || (Runs(hook["command"]) && hook["args"] is JsonArray args && args.Any(Names)));

    private static bool Calls(JsonNode? url) => Text(url)?.EndsWith("/hooks/claude-code", StringComparison.Ordinal) == true;

    private static bool Runs(JsonNode? command) => Text(command)?.EndsWith("/brain", StringComparison.Ordinal) == true;

    private static bool Names(JsonNode? argument) => Text(argument) == "claude-code";

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private bool InstalledIn(string path) => Installed().Contains(Path.GetFullPath(path), StringComparer.Ordinal);

    private string[] Installed()
    {
        try
        {
            return File.Exists(settings.InstalledFile)
                && JsonNode.Parse(File.ReadAllText(settings.InstalledFile))?["files"] is JsonArray files
                ? [.. files.Select(file => file?.GetValue<string>()).OfType<string>().Select(Path.GetFullPath)]
                : [];
        }
        catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
