using System.Text.Json.Nodes;
using Brain.Client.Install;
using Brain.Messages.Hooks.Qwen;

namespace Brain.Client.Agents.Qwen;

/// <summary>Qwen Code: hooks and MCP server in <c>settings.json</c>, commands as files beside it.</summary>
internal sealed class QwenInstall : AgentInstall
{
    private static readonly string[] Events =
    [
        "SessionStart",
        "UserPromptSubmit",
        "UserPromptExpansion",
        "PreToolUse",
        "PermissionRequest",
        "PostToolUse",
        "PostToolUseFailure",
        "PostToolBatch",
        "Stop",
        "StopFailure",
        "SubagentStart",
        "SubagentStop",
        "PreCompact",
        "PostCompact",
        "SessionEnd",
    ];

    // In milliseconds. A question to a persona may take a model's time; the other is more than a session that
    // is hard waits at most.
    private const int AskedTimeout = 660_000;
    private const int Timeout = 10_000;
    private const string OffSwitch = "disableAllHooks";
    private static readonly string[] OffVariables = ["QWEN_CODE_SAFE_MODE", "QWEN_CODE_SIMPLE"];
    private static readonly string[] Yes = ["1", "true", "yes", "on"];
    private const string Mark = "<!-- brain: installed by `brain install qwen`, removed by `brain uninstall qwen` -->";

    /// <inheritdoc/>
    internal override string Agent => QwenAgent.Name;

    /// <inheritdoc/>
    internal override IReadOnlyList<AgentFile> Files(Func<string, string?> environment, HookOptions options)
    {
        var folder = FolderOf(QwenAgent.Known, environment);
        var settings = new HookSettings(this, options, name => Entry(name, options)) { Events = Events };
        return
        [
            new JsonAgentFile($"{folder}/settings.json", settings.Put, settings.Take) { Missing = settings.Missing },
            .. UserCommand.All.Select(command => new OwnAgentFile(
                $"{folder}/commands/{command.File}",
                command.Text.Replace(UserCommand.Marker, Mark, StringComparison.Ordinal),
                Mark
            )),
        ];
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Where, string Said)> Off(
        Func<string, string?> environment,
        string? folder
    )
    {
        var settings = Settings(environment, folder);
        if (settings.Last(OffSwitch) is { } off && IsSet(off.Said))
            yield return (off.File, $"{OffSwitch}: {off.Said.ToJsonString()}");
        var variables = Variables(environment, folder, settings);
        foreach (var name in OffVariables)
        {
            if (variables.Of(name) is { } said && Yes.Contains(said.Value.Trim().ToLowerInvariant()))
                yield return (said.Where, $"{name}={said.Value}");
        }
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string File, string Name)> Bending(
        Func<string, string?> environment,
        string? folder
    ) => Variables(environment, folder, Settings(environment, folder)).Bending();

    // As JavaScript takes it for true.
    private static bool IsSet(JsonNode said) =>
        said is not JsonValue value
        || (value.TryGetValue(out bool flag) ? flag
            : value.TryGetValue(out string? text) ? text is { Length: > 0 }
            : !value.TryGetValue(out double number) || number != 0);

    // The administrator's come first and last.
    private static SettingsLayers Settings(Func<string, string?> environment, string? folder)
    {
        var system = environment("QWEN_CODE_SYSTEM_SETTINGS_PATH") ?? "/etc/qwen-code/settings.json";
        var defaults =
            environment("QWEN_CODE_SYSTEM_DEFAULTS_PATH")
            ?? Path.Combine(Path.GetDirectoryName(system) ?? "/", "system-defaults.json");
        var user = $"{FolderOf(QwenAgent.Known, environment)}/settings.json";
        string[] project =
            folder is null || IsDistrusted(environment, folder)
                ? []
                : [Path.Combine(folder, QwenAgent.Known.Folder, "settings.json")];
        return SettingsLayers.Of([defaults, user, .. project, system]);
    }

    // The nearest file of the project and all of the user's, then what settings say.
    private static AgentVariables Variables(
        Func<string, string?> environment,
        string? folder,
        SettingsLayers settings
    )
    {
        var home = environment("HOME") ?? "/";
        string[] users =
        [
            $"{FolderOf(QwenAgent.Known, environment)}/.env",
            Path.Combine(home, QwenAgent.Known.Folder, ".env"),
            Path.Combine(home, ".env"),
        ];
        var project = IsDistrusted(environment, folder)
            ? null
            : AgentVariables
                .Upwards(folder)
                .TakeWhile(at => at != home)
                .SelectMany(at => new[] { Path.Combine(at, QwenAgent.Known.Folder, ".env"), Path.Combine(at, ".env") })
                .FirstOrDefault(File.Exists);
        var files = (project is null ? users : users.Prepend(project)).Distinct().Where(File.Exists);
        var said = settings
            .All("env")
            .Reverse()
            .Select(one => (one.File, Said: Strings(one.Said)));
        return new(environment, [.. files.Select(file => (file, Loaded(AgentVariables.Read(file)))), .. said]);
    }

    private static Dictionary<string, string> Strings(JsonNode env) =>
        Loaded(
            (env as JsonObject ?? [])
                .Where(one => one.Value is JsonValue value && value.TryGetValue(out string? _))
                .ToDictionary(one => one.Key, one => $"{one.Value}", StringComparer.Ordinal)
        );

    // It takes none of these from a file.
    private static Dictionary<string, string> Loaded(IReadOnlyDictionary<string, string> said) =>
        said.Where(one => one.Key is not ("LD_PRELOAD" or "LD_AUDIT" or "BASH_ENV"))
            .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);

    private static bool IsDistrusted(Func<string, string?> environment, string? folder)
    {
        var own = FolderOf(QwenAgent.Known, environment);
        return folder is not null
            && SettingsLayers.Of([$"{own}/settings.json"]).Last("security", "folderTrust", "enabled") is { } trust
            && HookSettings.Says(trust.Said, true)
            && TrustedFolders.Trusts(
                environment("QWEN_CODE_TRUSTED_FOLDERS_PATH") ?? $"{own}/trustedFolders.json",
                folder
            ) == false;
    }

    private JsonObject Entry(string name, HookOptions options) =>
        new()
        {
            ["type"] = "command",
            ["name"] = "brain",
            ["command"] = Line(options),
            ["timeout"] = name is "UserPromptSubmit" or "UserPromptExpansion" ? AskedTimeout : Timeout,
        };
}
