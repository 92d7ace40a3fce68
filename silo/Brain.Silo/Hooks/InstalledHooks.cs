using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// Looks at a settings file that has just changed: are the brain's hooks still in it as they were installed, and still on?
/// Source: the file itself, and <c>installed.json</c>, in which <c>brain install</c> notes where it put them and how.
/// </summary>
internal sealed class InstalledHooks(BrainSettings settings)
{
    private const int BytesMax = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    /// <summary>What the change does to the hooks; null when this machine can't see the file.</summary>
    public HooksState? StateAfter(string? path)
    {
        try
        {
            return path is null ? null : StateOf(Path.GetFullPath(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // Not a file that can be read as settings: Claude Code can't take it over either.
            return null;
        }
    }

    private HooksState? StateOf(string path)
    {
        var installed = InstalledIn(path);
        if (installed is null && Path.GetFileName(Path.GetDirectoryName(path)) != ".claude")
            return null;
        var file = new FileInfo(Target(path));
        // Pipes and devices have no length and may never end; an empty file says nothing either.
        if (!file.Exists || file.Length == 0)
            return installed is null ? null : HooksState.Removed;
        if (file.Length > BytesMax)
            return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName), Lenient);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return installed is null ? HooksState.Intact : HooksState.Removed;
        // Of a name that is there twice the last one counts, here as in Claude Code.
        if (document.RootElement.TryGetProperty("disableAllHooks", out var off) && off.ValueKind == JsonValueKind.True)
            return HooksState.Disabled;
        var removed = installed is { } how
            ? !HookEvents.All.All(name => Speaks(document.RootElement, name, how))
            : Unplugs(document.RootElement) && !InstalledAnywhere();
        return removed ? HooksState.Removed : HooksState.Intact;
    }

    // Only where the plugin is the one carrier does switching it off take the hooks away.
    private static bool Unplugs(JsonElement root) =>
        root.TryGetProperty("enabledPlugins", out var plugins) && plugins.ValueKind == JsonValueKind.Object
        && plugins.EnumerateObject().Any(plugin => plugin.Name.StartsWith("brain@", StringComparison.Ordinal) && plugin.Value.ValueKind == JsonValueKind.False);

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
        using var record = JsonDocument.Parse(File.ReadAllBytes(settings.InstalledFile), Lenient);
        if (!record.RootElement.TryGetProperty("files", out var files) || files.ValueKind != JsonValueKind.Array)
            return null;
        var known = files.EnumerateArray().Any(file => file.GetString() is { } noted && Target(Path.GetFullPath(noted)) == Target(path));
        return known
            ? new(record.RootElement.TryGetProperty("hard", out var hard) && hard.ValueKind == JsonValueKind.True)
            : null;
    }

    private bool InstalledAnywhere()
    {
        if (!File.Exists(settings.InstalledFile))
            return false;
        using var record = JsonDocument.Parse(File.ReadAllBytes(settings.InstalledFile), Lenient);
        return record.RootElement.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array && files.GetArrayLength() > 0;
    }

    private static string Target(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private readonly record struct Installed(bool Hard);
}
