using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// A tool of opencode's with what it is aimed at. A name that is none of its own, with a low line in it, is an MCP
/// server's.
/// </summary>
internal sealed record OpenCodeTool(string Name, ToolKind Kind, JsonElement? Input)
    : CalledTool(Name, Kind, Input)
{
    private static readonly string[] Places = ["filePath", "path"];

    private static readonly string[] Aims =
    [
        "command",
        .. Places,
        "url",
        "pattern",
        "query",
        "subagent_type",
        "description",
    ];

    /// <summary>The tools whose kinds are known.</summary>
    public static readonly IReadOnlyDictionary<string, ToolKind> Kinds = new Dictionary<string, ToolKind>
    {
        ["bash"] = ToolKind.Shell,
        ["write"] = ToolKind.Write,
        ["edit"] = ToolKind.Edit,
        ["multiedit"] = ToolKind.Edit,
        ["patch"] = ToolKind.Edit,
        ["apply_patch"] = ToolKind.Edit,
        ["read"] = ToolKind.Read,
        ["list"] = ToolKind.Read,
        ["glob"] = ToolKind.Find,
        ["grep"] = ToolKind.Search,
        ["codesearch"] = ToolKind.Search,
        ["lsp"] = ToolKind.Lookup,
        ["task"] = ToolKind.Agent,
        ["webfetch"] = ToolKind.Fetch,
        ["websearch"] = ToolKind.WebSearch,
        ["skill"] = ToolKind.Skill,
        ["todowrite"] = ToolKind.Plan,
        ["todoread"] = ToolKind.Plan,
        ["plan_enter"] = ToolKind.Plan,
        ["plan_exit"] = ToolKind.Plan,
        ["question"] = ToolKind.Question,
    };

    /// <inheritdoc/>
    protected override bool IsPatch => Name is "apply_patch" or "patch";

    /// <inheritdoc/>
    protected override string[] PathNames => Places;

    /// <inheritdoc/>
    protected override string[] TargetNames => Aims;

    /// <summary>Null for an event of no tool.</summary>
    public static OpenCodeTool? Of(HookJson payload) =>
        payload.Text("tool") is { Length: > 0 } name
            ? new(
                KindOf(name) == ToolKind.Mcp && payload.Text("server") is { } server
                    ? McpName.Of(name, "_", [server])
                    : name,
                KindOf(name),
                payload.Value("args")
            )
            : null;

    /// <summary>A tool as opencode's own database has it.</summary>
    public static OpenCodeTool Of(string name, JsonElement? input) => new(name, KindOf(name), input);

    /// <summary>The tool's kind; unknown for a tool that this version of the brain has not heard of.</summary>
    public static ToolKind KindOf(string name) =>
        Kinds.TryGetValue(name, out var kind) ? kind
        : name.Contains('_', StringComparison.Ordinal) ? ToolKind.Mcp
        : ToolKind.Unknown;
}
