using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>A tool of Gemini CLI's with what it is aimed at.</summary>
internal sealed record GeminiTool(string Name, ToolKind Kind, JsonElement? Input)
    : CalledTool(Name, Kind, Input)
{
    /// <summary>What the names of MCP servers' tools begin with.</summary>
    public const string Mcp = "mcp_";

    private static readonly string[] Places = ["file_path", "absolute_path", "path", "dir_path"];

    private static readonly string[] Aims =
    [
        "command",
        .. Places,
        "url",
        "pattern",
        "query",
        "agent_name",
        "prompt",
        "description",
    ];

    /// <summary>The tools whose kinds are known.</summary>
    public static readonly IReadOnlyDictionary<string, ToolKind> Kinds = new Dictionary<string, ToolKind>
    {
        ["run_shell_command"] = ToolKind.Shell,
        ["write_file"] = ToolKind.Write,
        ["replace"] = ToolKind.Edit,
        ["read_file"] = ToolKind.Read,
        ["read_many_files"] = ToolKind.Read,
        ["list_directory"] = ToolKind.Read,
        ["glob"] = ToolKind.Find,
        ["grep_search"] = ToolKind.Search,
        ["search_file_content"] = ToolKind.Search,
        ["web_fetch"] = ToolKind.Fetch,
        ["google_web_search"] = ToolKind.WebSearch,
        ["invoke_agent"] = ToolKind.Agent,
        ["write_todos"] = ToolKind.Plan,
        ["complete_task"] = ToolKind.Plan,
        ["enter_plan_mode"] = ToolKind.Plan,
        ["exit_plan_mode"] = ToolKind.Plan,
        ["ask_user"] = ToolKind.Question,
        ["activate_skill"] = ToolKind.Skill,
        ["get_internal_docs"] = ToolKind.Lookup,
    };

    /// <inheritdoc/>
    protected override string[] PathNames => Places;

    /// <inheritdoc/>
    protected override string[] TargetNames => Aims;

    /// <summary>Null for an event of no tool.</summary>
    public static GeminiTool? Of(HookJson payload) =>
        payload.Text("tool_name") is { Length: > 0 } name
            ? new(NameOf(name, payload.Object("mcp_context")), KindOf(name), payload.Value("tool_input"))
            : null;

    /// <summary>The tool's kind; unknown for a tool that this version of the brain has not heard of.</summary>
    public static ToolKind KindOf(string name) =>
        name.StartsWith(Mcp, StringComparison.Ordinal) ? ToolKind.Mcp : Kinds.GetValueOrDefault(name);

    // The name alone does not say where the server's ends, and a server's words say nothing of what a tool does.
    private static string NameOf(string name, HookJson? mcp) =>
        mcp?.Text("server_name") is { Length: > 0 } server && mcp.Value.Text("tool_name") is { Length: > 0 } tool
            ? McpName.Of(server, tool)
            : name;
}
