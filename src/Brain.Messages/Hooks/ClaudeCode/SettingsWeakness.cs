using System.Text.Json;

namespace Brain.Messages.Hooks.ClaudeCode;

/// <summary>
/// What in an agent's settings file weakens the brain's hooks: they would not run, not be waited for, or run elsewhere.
/// Known are the names below and no others; what a program of the person's does to the hooks in another way is not
/// seen.
/// </summary>
public static class SettingsWeakness
{
    /// <summary>A hook of ours needs this long, in seconds: less switches it off on a busy machine.</summary>
    public const double TimeoutSecondsMin = 2;

    /// <summary>The least and the most that the environment may make a soft hook wait, in milliseconds.</summary>
    public static readonly (int Min, int Max) SoftMs = (100, 5_000);

    /// <summary>
    /// The least and the most that the environment may make a hard hook wait; Claude Code itself gives up after 10 s.
    /// </summary>
    public static readonly (int Min, int Max) HardMs = (500, 8_000);

    /// <summary>
    /// Lists that keep hooks from HTTP. Claude Code merges those of all files, so they are judged together, and an
    /// event that came by it shows that they do not.
    /// </summary>
    public static readonly string[] HttpLists = ["allowedHttpHookUrls", "httpHookAllowedEnvVars"];

    private const int FindingsMax = 8;
    private const string Endpoint = "/hooks/claude-code";

    private const int NameMax = 60;

    private static readonly string[] Exact =
    [
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "LD_AUDIT",
        "GLIBC_TUNABLES",
        "HOME",
        "XDG_DATA_HOME",
        "CLAUDE_CONFIG_DIR",
        "CLAUDE_CODE_SIMPLE",
        "BASH_ENV",
        "ENV",
    ];

    private static readonly string[] Prefixes = ["BRAIN_", "CLAUDE_PLUGIN_", "DOTNET_GC", "COMPlus_GC"];

    // What an entry of ours may say beside what its kind needs. Everything else (if, async, once, shell, …) changes
    // when or how it runs.
    private static readonly string[] Harmless =
    [
        "type",
        "command",
        "args",
        "timeout",
        "statusMessage",
        "onFailure",
        "url",
        "headers",
        "allowedEnvVars",
    ];

    /// <summary>Each as a phrase that holds nothing of the file but names that are known here; at most eight.</summary>
    /// <param name="settings">The file's contents.</param>
    /// <param name="home">The brain's folder.</param>
    /// <param name="own">The file is the person's: the user's own, or one that they installed the hooks in.</param>
    /// <param name="kept">What of <see cref="KeptFromHttp"/> is this file's.</param>
    public static string[] In(JsonElement settings, string home, bool own, params string[] kept)
    {
        if (settings.ValueKind != JsonValueKind.Object)
            return [];
        string[] all =
        [
            .. settings.TryGetProperty(ClaudeCodeAgent.OffSwitch, out var off) && off.ValueKind == JsonValueKind.True
                ? [ClaudeCodeAgent.OffSwitch]
                : Array.Empty<string>(),
            .. Environment(settings, home, own),
            .. own ? [] : Plugin(settings),
            .. kept,
            .. Hooks(settings),
        ];
        return [.. all.Distinct().Take(FindingsMax)];
    }

    private static IEnumerable<string> Environment(JsonElement settings, string home, bool own) =>
        settings.TryGetProperty("env", out var env) && env.ValueKind == JsonValueKind.Object
            ? env.EnumerateObject().Where(pair => Weakens(pair, home, own)).Select(pair => $"env {Shown(pair.Name)}")
            : [];

    // LD_*, GLIBC_TUNABLES and the collector's switches reach the native client's process; HOME, XDG_DATA_HOME and
    // CLAUDE_CONFIG_DIR move what it looks for; BASH_ENV and ENV run before a hook that needs a shell.
    private static bool Weakens(JsonProperty pair, string home, bool own)
    {
        var value = pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString()! : pair.Value.GetRawText();
        return pair.Name switch
        {
            "BRAIN_HOME" => value.TrimEnd('/') != home.TrimEnd('/'),
            "BRAIN_HARD" => value is not ("1" or "true"),
            "BRAIN_SOFT_MS" => !IsWithin(value, SoftMs),
            "BRAIN_HARD_MS" => !IsWithin(value, HardMs),
            "BRAIN_HOOK_TOKEN" => !own,
            _ => IsKnown(pair.Name),
        };
    }

    private static bool IsWithin(string value, (int Min, int Max) limits) =>
        int.TryParse(value, out var ms) && ms >= limits.Min && ms <= limits.Max;

    private static IEnumerable<string> Plugin(JsonElement settings)
    {
        if (
            settings.TryGetProperty("pluginConfigs", out var configs)
            && configs.ValueKind == JsonValueKind.Object
            && configs
                .EnumerateObject()
                .Where(IsOurs)
                .Any(plugin =>
                    Says(plugin.Value, "hard", JsonValueKind.False) || Says(plugin.Value, "home", JsonValueKind.String)
                )
        )
            yield return "pluginConfigs of the brain's plugin";
    }

    /// <summary>
    /// Which of <see cref="HttpLists"/> keep the brain's hooks from HTTP: Claude Code calls no other address than those
    /// of the one, and puts no other variable into a header than those of the other. What one file lacks another may
    /// have.
    /// </summary>
    /// <param name="all">The settings of all files that hold.</param>
    public static string[] KeptFromHttp(IReadOnlyCollection<JsonElement> all) =>
        [
            .. HttpLists.Where(list =>
                Leaves(all, list, list == HttpLists[0] ? IsOurAddress : name => name == HookEvents.TokenVariable)
            ),
        ];

    /// <summary>The file has the list: null and other kinds of value are none.</summary>
    public static bool Has(JsonElement settings, string list) =>
        settings.ValueKind == JsonValueKind.Object
        && settings.TryGetProperty(list, out var allowed)
        && allowed.ValueKind == JsonValueKind.Array;

    private static bool Leaves(IReadOnlyCollection<JsonElement> all, string list, Func<string, bool> isOurs)
    {
        JsonElement[] lists = [.. all.Where(one => Has(one, list)).Select(one => one.GetProperty(list))];
        return lists.Length > 0
            && !lists
                .SelectMany(one => one.EnumerateArray())
                .Any(one => one.ValueKind == JsonValueKind.String && isOurs(one.GetString()!));
    }

    private static bool IsOurAddress(string pattern)
    {
        var start = pattern.Split('*')[0];
        return Array.Exists(
            (string[])["http://127.0.0.1", "http://localhost"],
            address =>
                start.StartsWith(address, StringComparison.OrdinalIgnoreCase)
                || (start.Length < pattern.Length && address.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        );
    }

    private static bool Says(JsonElement plugin, string option, JsonValueKind kind) =>
        plugin.ValueKind == JsonValueKind.Object
        && plugin.TryGetProperty("options", out var options)
        && options.ValueKind == JsonValueKind.Object
        && options.TryGetProperty(option, out var value)
        && value.ValueKind == kind;

    private static bool IsOurs(JsonProperty plugin) => plugin.Name.StartsWith("brain@", StringComparison.Ordinal);

    private static IEnumerable<string> Hooks(JsonElement settings) =>
        settings.TryGetProperty("hooks", out var hooks) && hooks.ValueKind == JsonValueKind.Object
            ? from name in HookEvents.All
              where hooks.TryGetProperty(name, out var groups) && groups.ValueKind == JsonValueKind.Array
              from @group in hooks.GetProperty(name).EnumerateArray()
              where @group.ValueKind == JsonValueKind.Object
              from entry in Entries(@group)
              where IsOurs(entry)
              from finding in Of(@group, entry)
              select $"{finding} on the brain's {name} hook"
            : [];

    private static IEnumerable<JsonElement> Entries(JsonElement group) =>
        group.TryGetProperty("hooks", out var entries) && entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object)
            : [];

    /// <summary>What bends one entry of ours: it would not always run, or not be waited for.</summary>
    public static IEnumerable<string> Of(JsonElement group, JsonElement entry)
    {
        if (
            group.TryGetProperty("matcher", out var matcher)
            && (matcher.ValueKind != JsonValueKind.String || matcher.GetString() is not ("" or "*" or ".*"))
        )
            yield return "a matcher";
        if (
            entry.TryGetProperty("timeout", out var timeout)
            && (
                timeout.ValueKind != JsonValueKind.Number
                || !timeout.TryGetDouble(out var seconds)
                || seconds < TimeoutSecondsMin
            )
        )
            yield return "a timeout below 2 s";
        if (
            entry.TryGetProperty("type", out var type)
            && (
                type.ValueKind != JsonValueKind.String
                || type.GetString() != (entry.TryGetProperty("url", out _) ? "http" : "command")
            )
        )
            yield return "another type";
        foreach (var property in entry.EnumerateObject())
        {
            if (
                !Harmless.Contains(property.Name)
                && property.Value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null)
            )
                yield return property.Name is "if" or "async" or "asyncRewake" or "once" or "shell"
                    ? $"'{property.Name}'"
                    : "an unknown word";
        }
    }

    private static bool IsOurs(JsonElement entry) =>
        (
            entry.TryGetProperty("command", out var command)
            && command.ValueKind == JsonValueKind.String
            && IsProgram(command.GetString()!, entry)
        )
        || (
            entry.TryGetProperty("url", out var url)
            && url.ValueKind == JsonValueKind.String
            && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address)
            && address.IsLoopback
            && address.AbsolutePath == Endpoint
        );

    private static bool IsProgram(string command, JsonElement entry) =>
        (
            command.EndsWith("/brain", StringComparison.Ordinal)
            && entry.TryGetProperty("args", out var args)
            && args.ValueKind == JsonValueKind.Array
            && args.GetArrayLength() > 1
            && args[0].ValueKind == JsonValueKind.String
            && args[0].GetString() == "hook"
        )
        || command.Contains("/brain hook claude-code", StringComparison.Ordinal)
        || command.Contains("/brain\" hook claude-code", StringComparison.Ordinal);

    // No regular expression: the native client starts at every hook, and is the smaller without that library.
    private static bool IsKnown(string name) =>
        Exact.Contains(name)
        || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    // A name may be a sentence to whoever reads it, or to their terminal.
    private static string Shown(string name) =>
        name.Length <= NameMax && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? name
            : $"{Array.Find(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))}… (a "
                + "name that is not shown)";
}
