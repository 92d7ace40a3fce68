using System.Reflection;
using System.Text.Json.Nodes;
using Brain.Client.Install;
using Brain.Messages.Hooks.OpenCode;

namespace Brain.Client.Agents.OpenCode;

/// <summary>opencode: a plugin of our own, and the MCP server in <c>opencode.json</c>.</summary>
internal sealed class OpenCodeInstall : AgentInstall
{
    private const string Mark =
        "// brain: installed by `brain install opencode`, removed by `brain uninstall opencode`";
    private const string Resource = "Brain.Client.Agents.OpenCode.brain.js";

    /// <inheritdoc/>
    internal override string Agent => OpenCodeAgent.Name;

    /// <inheritdoc/>
    internal override IReadOnlyList<AgentFile> Files(Func<string, string?> environment, HookOptions options)
    {
        var folder = environment("XDG_CONFIG_HOME") is { Length: > 0 } named
            ? $"{named}/opencode"
            : $"{environment("HOME")}/.config/opencode";
        return
        [
            new OwnAgentFile($"{folder}/plugins/brain.js", Plugin(options), Mark) { Same = BehindOptions },
            new JsonAgentFile(
                $"{folder}/opencode.json",
                tree => HookSettings.PutServer(tree, Server(options), "mcp"),
                tree => HookSettings.TakeServer(tree, "mcp")
            ),
        ];
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Notes(HookOptions options) =>
        [
            "Type the brain's commands with a $ or `brain ` before them ($purpose, brain mode).",
        ];

    // The mark and what the person chose, a line each.
    private static int BehindOptions(string plugin)
    {
        var first = plugin.IndexOf('\n', StringComparison.Ordinal) + 1;
        return plugin.IndexOf('\n', first) + 1;
    }

    private static JsonObject Server(HookOptions options)
    {
        var server = new JsonObject
        {
            ["type"] = "local",
            ["command"] = new JsonArray(options.Program, "mcp"),
            ["enabled"] = true,
        };
        if (options.Home is { } home)
            server["environment"] = new JsonObject { ["BRAIN_HOME"] = home };
        return server;
    }

    private string Plugin(HookOptions options)
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        var values = new JsonObject
        {
            ["socket"] = $"{options.Home}/brain.sock",
            ["program"] = options.Program,
            ["args"] = new JsonArray([.. Arguments(options).Select(word => (JsonNode)word)]),
            ["hard"] = options.Hard,
            ["softMs"] = options.SoftMs ?? 250,
            ["hardMs"] = options.HardMs ?? 1_000,
        };
        return $"{Mark}\nconst brain = {values.ToJsonString()};\n{text.ReadToEnd()}";
    }
}
