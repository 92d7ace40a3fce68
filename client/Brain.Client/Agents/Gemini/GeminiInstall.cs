using System.Text.Json.Nodes;
using Brain.Client.Install;
using Brain.Messages.Hooks.Gemini;

namespace Brain.Client.Agents.Gemini;

/// <summary>
/// Gemini CLI: hooks and MCP server in <c>settings.json</c>. Its event after each piece of the model's answer is left
/// alone, for each would start a program.
/// </summary>
internal sealed class GeminiInstall : AgentInstall
{
    private static readonly string[] Events =
    [
        "SessionStart",
        "BeforeAgent",
        "BeforeModel",
        "BeforeTool",
        "Notification",
        "AfterTool",
        "AfterAgent",
        "SessionEnd",
    ];

    // In milliseconds. A question to a persona may take a model's time; the other is more than a session that
    // is hard waits at most.
    private const int AskedTimeout = 660_000;
    private const int Timeout = 10_000;
    private const string HookName = "brain";
    private const string Switches = "hooksConfig";

    /// <inheritdoc/>
    internal override string Agent => GeminiAgent.Name;

    /// <inheritdoc/>
    internal override IReadOnlyList<AgentFile> Files(Func<string, string?> environment, HookOptions options)
    {
        var settings = new HookSettings(this, options, name => Entry(name, options)) { Events = Events };
        return
        [
            new JsonAgentFile(
                $"{FolderOf(GeminiAgent.Known, environment)}/settings.json",
                settings.Put,
                settings.Take
            )
            {
                Missing = settings.Missing,
            },
        ];
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Notes(HookOptions options) =>
        [
            $"Gemini CLI does nothing any more when {options.Program} is gone: take the hooks out first "
                + "(`brain uninstall gemini`).",
        ];

    /// <inheritdoc/>
    internal override IEnumerable<(string Where, string Said)> Off(
        Func<string, string?> environment,
        string? folder
    )
    {
        // No hook runs in a folder that is not trusted, not even the user's.
        if (IsDistrusted(environment, folder, out var file))
            yield return (file, $"that {folder} is not trusted");
        var settings = Settings(environment, folder);
        // The strongest file says whether there are hooks, and names of those that are not run add up.
        if (settings.Last(Switches, "enabled") is { } switched && HookSettings.Says(switched.Said, false))
            yield return (switched.File, $"{Switches}.enabled: false");
        foreach (var (where, names) in settings.All(Switches, "disabled"))
        {
            if (names is JsonArray list && list.Any(name => $"{name}" == HookName))
                yield return (where, $"{Switches}.disabled: \"{HookName}\"");
        }
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string File, string Name)> Bending(
        Func<string, string?> environment,
        string? folder
    )
    {
        if (folder is null || IsDistrusted(environment, folder, out _))
            return [];
        var settings = Settings(environment, folder);
        var home = Home(environment);
        var onlyOwn = HookSettings.Says(settings.Last("advanced", "ignoreLocalEnv")?.Said, true);
        var file = AgentVariables
            .Upwards(folder)
            .Append(home)
            .SelectMany(at => onlyOwn && at != home ? new[] { Own(at) } : [Own(at), Path.Combine(at, ".env")])
            .FirstOrDefault(File.Exists);
        if (file is null)
            return [];
        var isOwn = file.Contains(GeminiAgent.Known.Folder, StringComparison.Ordinal);
        string[] passedOver = isOwn
            ? []
            :
            [
                .. settings
                    .All("advanced", "excludedEnvVars")
                    .SelectMany(list => list.Said as JsonArray ?? [])
                    .Select(name => $"{name}"),
            ];
        var said = AgentVariables
            .Read(file)
            .Where(one => !passedOver.Contains(one.Key))
            .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
        return new AgentVariables(environment, [(file, said)]).Bending();
    }

    // The administrator's come first and last.
    private static SettingsLayers Settings(Func<string, string?> environment, string? folder)
    {
        var system = environment("GEMINI_CLI_SYSTEM_SETTINGS_PATH") ?? "/etc/gemini-cli/settings.json";
        var defaults =
            environment("GEMINI_CLI_SYSTEM_DEFAULTS_PATH")
            ?? Path.Combine(Path.GetDirectoryName(system) ?? "/", "system-defaults.json");
        string[] project =
            folder is null || IsDistrusted(environment, folder, out _)
                ? []
                : [Path.Combine(folder, GeminiAgent.Known.Folder, "settings.json")];
        return SettingsLayers.Of(
            [defaults, $"{FolderOf(GeminiAgent.Known, environment)}/settings.json", .. project, system]
        );
    }

    private static bool IsDistrusted(Func<string, string?> environment, string? folder, out string file)
    {
        var own = FolderOf(GeminiAgent.Known, environment);
        file = environment("GEMINI_CLI_TRUSTED_FOLDERS_PATH") ?? $"{own}/trustedFolders.json";
        return folder is not null
            && environment("GEMINI_CLI_TRUST_WORKSPACE") != "true"
            && SettingsLayers.Of([$"{own}/settings.json"]).Last("security", "folderTrust", "enabled") is var trust
            && !(trust is { } said && HookSettings.Says(said.Said, false))
            && TrustedFolders.Trusts(file, folder) == false;
    }

    private static string Home(Func<string, string?> environment) =>
        Path.GetDirectoryName(FolderOf(GeminiAgent.Known, environment)) ?? "/";

    private static string Own(string folder) => Path.Combine(folder, GeminiAgent.Known.Folder, ".env");

    private JsonObject Entry(string name, HookOptions options) =>
        new()
        {
            ["type"] = "command",
            ["name"] = HookName,
            ["command"] = Line(options),
            ["timeout"] = name == "BeforeAgent" ? AskedTimeout : Timeout,
        };
}
