using System.Text.Json.Nodes;
using Brain.Client.Install;
using Brain.Messages.Hooks.Copilot;

namespace Brain.Client.Agents.Copilot;

/// <summary>Copilot CLI: a file of hooks of our own, and the MCP server in <c>mcp-config.json</c>.</summary>
internal sealed class CopilotInstall : AgentInstall
{
    private static readonly string[] Events =
    [
        "sessionStart",
        "userPromptSubmitted",
        "preToolUse",
        "notification",
        "postToolUse",
        "postToolUseFailure",
        "agentStop",
        "subagentStart",
        "subagentStop",
        "preCompact",
        "sessionEnd",
    ];

    // In seconds. A question to a persona may take a model's time; the other is more than a session that
    // is hard waits at most.
    private const int AskedTimeout = 660;
    private const int Timeout = 10;
    private const string OffSwitch = "disableAllHooks";

    // A project's settings, the weakest first; those of another agent are read too.
    private static readonly string[] Shared =
    [
        ".claude/settings.json",
        ".claude/settings.local.json",
        ".github/copilot/settings.json",
        ".github/copilot/settings.local.json",
    ];

    /// <inheritdoc/>
    internal override string Agent => CopilotAgent.Name;

    /// <inheritdoc/>
    internal override IReadOnlyList<AgentFile> Files(Func<string, string?> environment, HookOptions options)
    {
        var folder = FolderOf(CopilotAgent.Known, environment);
        return
        [
            new OwnAgentFile($"{folder}/hooks/brain.json", Hooks(options), $" hook {Agent} ") { Missing = Missing },
            new JsonAgentFile(
                $"{folder}/mcp-config.json",
                tree => HookSettings.PutServer(tree, Server(options)),
                tree => HookSettings.TakeServer(tree)
            ),
        ];
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Notes(HookOptions options) =>
        [
            $"Copilot CLI refuses every call when {options.Program} is gone: take the hooks out first "
                + "(`brain uninstall copilot`).",
            "Type the brain's commands with a $ or `brain ` before them ($purpose, brain mode). Copilot CLI shows no "
                + "message of a hook: what a hard session can't do here stands in docs/agents.md.",
        ];

    /// <inheritdoc/>
    internal override IEnumerable<(string Where, string Said)> Off(
        Func<string, string?> environment,
        string? folder
    )
    {
        // Of its user's settings this one does nothing; a project's does, and a file of hooks speaks for itself alone.
        SettingsLayers[] all =
        [
            SettingsLayers.Of([$"{FolderOf(CopilotAgent.Known, environment)}/hooks/brain.json"]),
            SettingsLayers.Of(folder is null ? [] : Shared.Select(file => $"{folder}/{file}")),
        ];
        return all.Select(settings => settings.Last(OffSwitch))
            .Where(off => HookSettings.Says(off?.Said, true))
            .Select(off => (off!.Value.File, $"{OffSwitch}: true"));
    }

    private static JsonObject Server(HookOptions options)
    {
        var server = HookSettings.Own(options);
        server["type"] = "local";
        server["tools"] = new JsonArray("*");
        return server;
    }

    private IEnumerable<string> Missing(byte[] bytes)
    {
        var hooks = SettingsText.Read(bytes, Agent).Tree["hooks"] as JsonObject ?? [];
        return Events.Where(name =>
            (hooks[name] as JsonArray ?? []).OfType<JsonObject>().All(hook => !Runs(hook["bash"], name))
        );
    }

    private bool Runs(JsonNode? line, string name) =>
        line is JsonValue value
        && value.TryGetValue(out string? text)
        && RunsUs(text)
        && text.Contains($" hook {Agent} {name}", StringComparison.Ordinal);

    private string Hooks(HookOptions options)
    {
        var hooks = new JsonObject();
        foreach (var name in Events)
        {
            hooks[name] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "command",
                    ["bash"] = Line(options, name),
                    ["timeoutSec"] = name == "userPromptSubmitted" ? AskedTimeout : Timeout,
                }
            );
        }

        var text = SettingsText.Read(default, "");
        text.Tree["version"] = 1;
        text.Tree["hooks"] = hooks;
        return System.Text.Encoding.UTF8.GetString(text.ToBytes());
    }
}
