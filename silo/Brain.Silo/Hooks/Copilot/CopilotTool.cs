using System.Text.Json;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Copilot;

/// <summary>
/// A tool of Copilot CLI's with what it is aimed at. None of its own has a dash; MCP servers' all do.
/// </summary>
internal sealed record CopilotTool(string Name, ToolKind Kind, JsonElement? Input)
{
    private const int TargetMax = 400;
    private const int PathMax = 4_096;

    private static readonly string[] PathNames = ["path", "file_path"];

    private static readonly string[] TargetNames =
    [
        "command",
        .. PathNames,
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

    /// <summary>The line that a shell would run; null for none.</summary>
    public string? Command => Kind == ToolKind.Shell ? JsonText.Of(Input, "command", ModeTable.CommandMax) : null;

    /// <summary>The file or folder; null for none.</summary>
    public string? Path =>
        Paths?.FirstOrDefault() ?? (First(PathNames, PathMax) is { Length: <= PathMax } path ? path : null);

    /// <summary>The files of a patch; null for another tool.</summary>
    public string[]? Paths { get; } = Name == "apply_patch" ? PatchFiles.Of(Input) : null;

    /// <summary>What it is aimed at, or its beginning.</summary>
    public string? Target =>
        Paths is { Length: > 0 } paths
            ? Redaction.Cut(string.Join(", ", paths), TargetMax)
            : First(TargetNames, TargetMax);

    /// <summary>Null for an event of no tool.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="servers">The MCP servers that are known; asked only where a name may be of one.</param>
    public static CopilotTool? Of(HookJson payload, Func<string[]> servers) =>
        payload.Text("toolName") is { Length: > 0 } name
            ? new(
                KindOf(name) == ToolKind.Mcp ? McpName.Of(name, "-", servers()) : name,
                KindOf(name),
                payload.Value("toolArgs")
            )
            : null;

    /// <summary>The tool's kind; unknown for a tool that this version of the brain has not heard of.</summary>
    public static ToolKind KindOf(string name) =>
        Kinds.TryGetValue(name, out var kind) ? kind
        : name.Contains('-', StringComparison.Ordinal) ? ToolKind.Mcp
        : ToolKind.Unknown;

    private string? First(string[] names, int max)
    {
        foreach (var name in names)
        {
            if (JsonText.Of(Input, name, max) is { Length: > 0 } text)
                return text;
        }

        return null;
    }
}
