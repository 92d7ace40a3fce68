using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Copilot;

/// <summary>
/// A tool of Copilot CLI's with what it is aimed at. None of its own has a dash; MCP servers' all do.
/// </summary>
internal sealed record CopilotTool(string Name, ToolKind Kind, JsonElement? Input)
    : CalledTool(Name, Kind, Input)
{
    private static readonly string[] Places = ["path", "file_path"];

    private static readonly string[] Aims =
    [
        "command",
        .. Places,
        "url",
        "pattern",
        "query",
        "agent_type",
        "description",
    ];

    /// <summary>The tools whose kinds are known.</summary>
    public static readonly IReadOnlyDictionary<string, ToolKind> Kinds = new Dictionary<string, ToolKind>
    {
        ["bash"] = ToolKind.Shell,
        ["powershell"] = ToolKind.OtherShell,
        ["read_bash"] = ToolKind.Job,
        ["write_bash"] = ToolKind.Job,
        ["stop_bash"] = ToolKind.Job,
        ["list_bash"] = ToolKind.Job,
        ["create"] = ToolKind.Write,
        ["edit"] = ToolKind.Edit,
        ["apply_patch"] = ToolKind.Edit,
        ["view"] = ToolKind.Read,
        ["glob"] = ToolKind.Find,
        ["grep"] = ToolKind.Search,
        ["rg"] = ToolKind.Search,
        ["task"] = ToolKind.Agent,
        ["read_agent"] = ToolKind.Job,
        ["list_agents"] = ToolKind.Lookup,
        ["web_fetch"] = ToolKind.Fetch,
        ["web_search"] = ToolKind.WebSearch,
        ["skill"] = ToolKind.Skill,
        ["update_todo"] = ToolKind.Plan,
        ["report_intent"] = ToolKind.Plan,
        ["ask_user"] = ToolKind.Question,
    };

    /// <inheritdoc/>
    protected override bool IsPatch => Name == "apply_patch";

    /// <inheritdoc/>
    protected override string[] PathNames => Places;

    /// <inheritdoc/>
    protected override string[] TargetNames => Aims;

    /// <summary>Null for an event of no tool.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="servers">The MCP servers that are known; asked only where a name may be of one.</param>
    public static CopilotTool? Of(HookJson payload, Func<string[]> servers) =>
        payload.Text("toolName") is { Length: > 0 } name
            ? new(
                KindOf(name) == ToolKind.Mcp ? McpName.Of(name, "-", servers()) : name,
                KindOf(name),
                payload.Unwrapped("toolArgs")
            )
            : null;

    /// <summary>The tool's kind; unknown for a tool that this version of the brain has not heard of.</summary>
    public static ToolKind KindOf(string name) =>
        Kinds.TryGetValue(name, out var kind) ? kind
        : name.Contains('-', StringComparison.Ordinal) ? ToolKind.Mcp
        : ToolKind.Unknown;
}
