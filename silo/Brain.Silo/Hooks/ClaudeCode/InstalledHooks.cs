using System.Text.Json;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Sessions;
using Brain.Messages.Text;
using Brain.Silo.Configuration;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Looks at a settings file that has just changed: are the brain's hooks still in it as they were installed, and still
/// on? Source: the file itself, and <c>installed.json</c>, in which <c>brain install</c> notes where it put them and
/// how.
/// </summary>
internal sealed class InstalledHooks(BrainSettings settings)
{
    private readonly PluginEnablement _plugin = new();

    /// <summary>Takes note of how things are before a change.</summary>
    public void Look(ClaudeCodePayload payload)
    {
        try
        {
            _plugin.Look(payload);
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            // A path that no file can have.
        }
    }

    /// <summary>
    /// The delivery with what the adapter knows of settings: what a change does to the hooks, and what weakens them.
    /// </summary>
    public Delivery Judge(ClaudeCodePayload payload, Delivery delivery) =>
        payload.HookEventName switch
        {
            "ConfigChange" => AfterChange(payload, delivery),
            "SessionStart" or "UserPromptSubmit" => delivery with { Weak = Weak(payload) },
            _ => delivery,
        };

    private Delivery AfterChange(ClaudeCodePayload change, Delivery delivery)
    {
        try
        {
            if (change.FilePath is not { } named)
                return delivery;
            var path = Path.GetFullPath(named);
            var state = StateOf(path, change);
            var weak = state == HooksState.Intact ? Weaknesses(SettingsOnDisk.Target(path), change) : [];
            return delivery with
            {
                Hooks = weak.Length > 0 ? HooksState.Weakened : state,
                Weak = weak.Length > 0 ? string.Join(", ", weak) : null,
                OffSwitch = state == HooksState.Disabled ? ClaudeCodeAgent.OffSwitch : null,
            };
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            return delivery;
        }
    }

    // Settings that were there when the session began are told of by no change: a cloned repository brings its own.
    // While a hook runs,
    // disableAllHooks does not hold; that it was written is a change's affair, and no reason to hold up a prompt.
    private string? Weak(ClaudeCodePayload payload)
    {
        try
        {
            string[] found =
            [
                .. from place in PluginEnablement.FilesOf(payload).Zip(Names(payload))
                let weak = WeaknessesOf(place.First, payload).Where(one => Holds(one, payload)).ToArray()
                where weak.Length > 0
                select $"{place.Second} ({string.Join(", ", weak)})",
            ];
            return found.Length == 0 ? null : string.Join("; ", found);
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            // A path that no file can have.
            return null;
        }
    }

    // A prompt that came by HTTP shows that HTTP is allowed.
    private static bool Holds(string weakness, ClaudeCodePayload payload) =>
        weakness != ClaudeCodeAgent.OffSwitch
        && (payload.HookEventName != "UserPromptSubmit" || !SettingsWeakness.HttpLists.Contains(weakness));

    // A file that can't be read is not taken over by Claude Code either.
    private string[] WeaknessesOf(string file, ClaudeCodePayload payload)
    {
        try
        {
            return Weaknesses(file, payload);
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            return [];
        }
    }

    private static IEnumerable<string> Names(ClaudeCodePayload payload)
    {
        if (payload.Cwd is { Length: > 0 } project && Path.IsPathFullyQualified(project))
        {
            yield return "the project's .claude/settings.local.json";
            yield return "the project's .claude/settings.json";
        }

        yield return "the user's settings.json";
    }

    private string[] Weaknesses(string file, ClaudeCodePayload payload) =>
        SettingsOnDisk.Read(file) is { } root
            ? SettingsWeakness.In(
                root,
                settings.Home,
                own: InstalledIn(file) is not null || PluginEnablement.UsersFile(payload) == file,
                KeptFromHttp(root, file, payload)
            )
            : [];

    // Each prompt looks here: what was installed is read only where it matters. A file that has no list keeps nobody
    // out, whatever it had.
    private string[] KeptFromHttp(JsonElement root, string file, ClaudeCodePayload payload)
    {
        if (!SettingsWeakness.HttpLists.Any(list => SettingsWeakness.Has(root, list)) || !GoesByHttp())
            return [];
        var others = PluginEnablement.FilesOf(payload).Where(other => other != file).Select(Readable);
        var kept = SettingsWeakness.KeptFromHttp([root, .. others.OfType<JsonElement>()]);
        return Array.FindAll(kept, list => SettingsWeakness.Has(root, list));
    }

    private static JsonElement? Readable(string file)
    {
        try
        {
            return SettingsOnDisk.Read(file);
        }
        catch (Exception fault) when (SettingsOnDisk.IsUnreadable(fault))
        {
            return null;
        }
    }

    private HooksState? StateOf(string path, ClaudeCodePayload change)
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
        if (root.TryGetProperty(ClaudeCodeAgent.OffSwitch, out var off) && off.ValueKind == JsonValueKind.True)
            return HooksState.Disabled;
        var plugin = PluginEnablement.Says(root);
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
        root.TryGetProperty("hooks", out var hooks)
        && hooks.ValueKind == JsonValueKind.Object
        && hooks.TryGetProperty(name, out var groups)
        && groups.ValueKind == JsonValueKind.Array
        && groups
            .EnumerateArray()
            .Any(group =>
                group.ValueKind == JsonValueKind.Object
                && group.TryGetProperty("hooks", out var entries)
                && entries.ValueKind == JsonValueKind.Array
                && entries
                    .EnumerateArray()
                    .Any(entry =>
                        entry.ValueKind == JsonValueKind.Object
                        && (Calls(entry, how) || Runs(entry, how))
                        && !SettingsWeakness.Of(group, entry).Any()
                        && (!how.Hard || !HookEvents.Refusable.Contains(name) || entry.TextOf("onFailure") == "block")
                    )
            );

    // The token comes from the settings' own env, and only where both the header and the list of variables name it.
    private bool Calls(JsonElement entry, Installed how) =>
        entry.TextOf("url") == $"{settings.Url}/hooks/claude-code"
        && entry.TryGetProperty("headers", out var headers)
        && headers.ValueKind == JsonValueKind.Object
        && headers.TextOf("Authorization") == $"Bearer ${HookEvents.TokenVariable}"
        && (!how.Hard || headers.TextOf("Brain-Hard") == "1")
        && entry.TryGetProperty("allowedEnvVars", out var allowed)
        && allowed.ValueKind == JsonValueKind.Array
        && allowed
            .EnumerateArray()
            .Any(name => name.ValueKind == JsonValueKind.String && name.GetString() == HookEvents.TokenVariable);

    private bool Runs(JsonElement entry, Installed how)
    {
        if (
            entry.TextOf("command") != Path.Combine(settings.Home, "bin", "brain")
            || !entry.TryGetProperty("args", out var args)
            || args.ValueKind != JsonValueKind.Array
        )
            return false;
        string?[] words =
        [
            .. args.EnumerateArray().Select(word => word.ValueKind == JsonValueKind.String ? word.GetString() : null),
        ];
        return how.Args is { } installed
            ? words.SequenceEqual(installed, StringComparer.Ordinal)
            : words is ["hook", "claude-code", ..] && (!how.Hard || words.Contains("--hard", StringComparer.Ordinal));
    }

    private Installed? InstalledIn(string path)
    {
        if (!File.Exists(settings.InstalledFile))
            return null;
        using var record = JsonDocument.Parse(File.ReadAllBytes(settings.InstalledFile), SettingsOnDisk.Lenient);
        if (!record.RootElement.TryGetProperty("files", out var files) || files.ValueKind != JsonValueKind.Array)
            return null;
        var known = files
            .EnumerateArray()
            .Any(file =>
                file.GetString() is { } noted
                && SettingsOnDisk.Target(Path.GetFullPath(noted)) == SettingsOnDisk.Target(path)
            );
        return known
            ? new(
                record.RootElement.TryGetProperty("hard", out var hard) && hard.ValueKind == JsonValueKind.True,
                ArgsIn(record.RootElement),
                EventsOf(record.RootElement)
            )
            : null;
    }

    // Records of older installations do not say.
    private static string?[]? ArgsIn(JsonElement record) =>
        record.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Array
            ?
            [
                .. args.EnumerateArray()
                    .Select(word => word.ValueKind == JsonValueKind.String ? word.GetString() : null),
            ]
            : null;

    private bool GoesByHttp()
    {
        if (!File.Exists(settings.InstalledFile))
            return false;
        using var record = JsonDocument.Parse(File.ReadAllBytes(settings.InstalledFile), SettingsOnDisk.Lenient);
        return record.RootElement.TryGetProperty("http", out var http) && http.ValueKind == JsonValueKind.True;
    }

    private bool InstalledAnywhere()
    {
        if (!File.Exists(settings.InstalledFile))
            return false;
        using var record = JsonDocument.Parse(File.ReadAllBytes(settings.InstalledFile), SettingsOnDisk.Lenient);
        return record.RootElement.TryGetProperty("files", out var files)
            && files.ValueKind == JsonValueKind.Array
            && files.GetArrayLength() > 0;
    }

    // An installation that was made before an event was known lacks its hook, and nobody took it away.
    private static string[] EventsOf(JsonElement record) =>
        record.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Array
            ?
            [
                .. HookEvents.All.Where(name =>
                    events
                        .EnumerateArray()
                        .Any(noted => noted.ValueKind == JsonValueKind.String && noted.GetString() == name)
                ),
            ]
            : [.. HookEvents.First];

    private readonly record struct Installed(bool Hard, string?[]? Args, string[] Events);
}
