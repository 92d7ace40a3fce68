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

    /// <inheritdoc/>
    internal override string Agent => GeminiAgent.Name;

    /// <inheritdoc/>
    internal override IReadOnlyList<AgentFile> Files(Func<string, string?> environment, HookOptions options)
    {
        var settings = new HookSettings(this, options, name => Entry(name, options)) { Events = Events };
        return
        [
            new JsonAgentFile(
                $"{GeminiAgent.Known.FolderOf(environment)}/settings.json",
                settings.Put,
                settings.Take
            ),
        ];
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Notes(HookOptions options) =>
        [
            $"Gemini CLI does nothing any more when {options.Program} is gone: take the hooks out first "
                + "(`brain uninstall gemini`).",
        ];

    /// <inheritdoc/>
    internal override IEnumerable<string> Switches(Func<string, string?> environment, string? folder) =>
        HookSettings.In(GeminiAgent.Known, environment, folder);

    // What a project's file says beats the user's, and names of hooks add up.
    /// <inheritdoc/>
    internal override string? Off(JsonObject settings) =>
        settings["hooksConfig"] is not JsonObject switches ? null
        : HookSettings.Says(switches["enabled"], false) ? "hooksConfig.enabled: false"
        : switches["disabled"] is JsonArray names && names.Any(name => $"{name}" == HookName)
            ? $"hooksConfig.disabled: \"{HookName}\""
        : null;

    private JsonObject Entry(string name, HookOptions options) =>
        new()
        {
            ["type"] = "command",
            ["name"] = HookName,
            ["command"] = Line(options),
            ["timeout"] = name == "BeforeAgent" ? AskedTimeout : Timeout,
        };
}
