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
        "Stop",
        "SubagentStart",
        "SubagentStop",
        "PreCompact",
        "SessionEnd",
    ];

    // In milliseconds. A question to a persona may take a model's time; the other is more than a session that
    // is hard waits at most.
    private const int AskedTimeout = 660_000;
    private const int Timeout = 10_000;
    private const string OffSwitch = "disableAllHooks";
    private const string Mark = "<!-- brain: installed by `brain install qwen`, removed by `brain uninstall qwen` -->";

    /// <inheritdoc/>
    internal override string Agent => QwenAgent.Name;

    /// <inheritdoc/>
    internal override IReadOnlyList<AgentFile> Files(Func<string, string?> environment, HookOptions options)
    {
        var folder = QwenAgent.Known.FolderOf(environment);
        var settings = new HookSettings(this, options, name => Entry(name, options)) { Events = Events };
        return
        [
            new JsonAgentFile($"{folder}/settings.json", settings.Put, settings.Take),
            .. UserCommand.All.Select(command => new OwnAgentFile(
                $"{folder}/commands/{command.File}",
                command.Text.Replace(UserCommand.Marker, Mark, StringComparison.Ordinal),
                Mark
            )),
        ];
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Switches(Func<string, string?> environment, string? folder) =>
        HookSettings.In(QwenAgent.Known, environment, folder);

    /// <inheritdoc/>
    internal override string? Off(JsonObject settings) =>
        HookSettings.Says(settings[OffSwitch], true) ? $"{OffSwitch}: true" : null;

    private JsonObject Entry(string name, HookOptions options) =>
        new()
        {
            ["type"] = "command",
            ["name"] = "brain",
            ["command"] = Line(options),
            ["timeout"] = name is "UserPromptSubmit" or "UserPromptExpansion" ? AskedTimeout : Timeout,
        };
}
