using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Client.Http;
using Brain.Client.Install;
using Brain.Messages.Hooks.Codex;

namespace Brain.Client.Agents.Codex;

/// <summary>
/// Codex: hooks in <c>hooks.json</c>, the MCP server in <c>config.toml</c>. A hook runs only after the person has
/// trusted it, which nobody does for them.
/// </summary>
internal sealed class CodexInstall : AgentInstall
{
    /// <summary>Every event the brain takes part in, in the order of a session's life.</summary>
    internal static readonly string[] Events =
    [
        "SessionStart",
        "UserPromptSubmit",
        "PreToolUse",
        "PermissionRequest",
        "PostToolUse",
        "Stop",
        "Interrupt",
        "SubagentStart",
        "SubagentStop",
        "PreCompact",
        "PostCompact",
        "SessionEnd",
    ];

    // In seconds. A question to a persona may take a model's time; these two Codex cuts to 3 s by itself.
    // The last is more than a session that is hard waits at most.
    private const int AskedTimeout = 660;
    private const int EndTimeout = 3;
    private const int Timeout = 10;

    /// <inheritdoc/>
    internal override string Agent => CodexAgent.Name;

    /// <inheritdoc/>
    internal override IReadOnlyList<AgentFile> Files(Func<string, string?> environment, HookOptions options)
    {
        var folder = FolderOf(CodexAgent.Known, environment);
        return
        [
            new JsonAgentFile($"{folder}/hooks.json", tree => Put(tree, options), Take)
            {
                Missing = tree => HookGroups.Missing(tree, Events, IsOurs),
            },
            new TomlAgentFile($"{folder}/config.toml", "[mcp_servers.brain]", Server(options), Agent),
        ];
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Notes(HookOptions options) =>
        [
            "Codex runs no hook that you have not trusted, and does not say so: start codex, look at them and press t "
                + "(or /hooks). `brain doctor` asks Codex whether that was done.",
        ];

    /// <inheritdoc/>
    internal override AgentTrust? Trust(Func<string, string?> environment) =>
        CodexTrust.Ask(environment, $"{FolderOf(CodexAgent.Known, environment)}/hooks.json", RunsUs);

    private static string[] Server(HookOptions options) =>
        [
            $"command = {Text(options.Program)}",
            "args = [\"mcp\"]",
            .. options.Home is { } home ? [$"env = {{ BRAIN_HOME = {Text(home)} }}"] : Array.Empty<string>(),
        ];

    // TOML's basic strings escape as JSON's do, but for letters that JSON writes as two.
    private static string Text(string text)
    {
        var into = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(into, new() { Encoder = Unescaped.Instance }))
            writer.WriteStringValue(text);
        return Encoding.UTF8.GetString(into.WrittenSpan);
    }

    private void Put(JsonObject tree, HookOptions options)
    {
        var hooks = HookGroups.Child(tree, "hooks") ?? HookGroups.Added(tree, "hooks");
        foreach (var name in Events)
            HookGroups.Put(hooks, name, new() { ["hooks"] = new JsonArray(Entry(name, options)) }, IsOurs);
    }

    private JsonObject Entry(string name, HookOptions options) =>
        new()
        {
            ["type"] = "command",
            ["command"] = Line(options),
            ["timeout"] = name switch
            {
                "UserPromptSubmit" => AskedTimeout,
                "SessionEnd" or "Interrupt" => EndTimeout,
                _ => Timeout,
            },
        };

    private void Take(JsonObject tree)
    {
        if (HookGroups.Child(tree, "hooks") is not { } hooks)
            return;
        var removed = hooks.ToArray().Sum(entry => HookGroups.Remove(hooks, entry.Key, IsOurs));
        if (removed > 0 && hooks.Count == 0)
            tree.Remove("hooks");
    }

    private bool IsOurs(JsonNode? hook) =>
        hook is JsonObject entry
        && entry["command"] is JsonValue value
        && value.TryGetValue(out string? line)
        && RunsUs(line);
}
