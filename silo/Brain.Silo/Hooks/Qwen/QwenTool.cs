using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Qwen;

/// <summary>A tool of Qwen Code's with what it is aimed at.</summary>
internal sealed record QwenTool(string Name, ToolKind Kind, JsonElement? Input)
    : CalledTool(Name, Kind, Input)
{
    /// <summary>What the names of MCP servers' tools begin with.</summary>
    public const string Mcp = "mcp__";

    private static readonly string[] Places = ["file_path", "absolute_path", "path", "dir_path"];

    private static readonly string[] Aims =
    [
        "command",
        .. Places,
        "url",
        "pattern",
        "query",
        "subagent_type",
        "prompt",
        "description",
    ];

    /// <summary>The tools whose kinds are known.</summary>
    public static readonly IReadOnlyDictionary<string, ToolKind> Kinds = new Dictionary<string, ToolKind>
    {
        ["run_shell_command"] = ToolKind.Shell,
        ["write_file"] = ToolKind.Write,
        ["edit"] = ToolKind.Edit,
        ["read_file"] = ToolKind.Read,
        ["read_many_files"] = ToolKind.Read,
        ["list_directory"] = ToolKind.Read,
        ["glob"] = ToolKind.Find,
        ["grep_search"] = ToolKind.Search,
        ["search_file_content"] = ToolKind.Search,
        ["web_fetch"] = ToolKind.Fetch,
        ["web_search"] = ToolKind.WebSearch,
        ["agent"] = ToolKind.Agent,
        ["task"] = ToolKind.Agent,
        ["todo_write"] = ToolKind.Plan,
        ["enter_plan_mode"] = ToolKind.Plan,
        ["exit_plan_mode"] = ToolKind.Plan,
        ["ask_user_question"] = ToolKind.Question,
        ["skill"] = ToolKind.Skill,
        ["send_message"] = ToolKind.Job,
        ["task_stop"] = ToolKind.Job,
        ["tool_search"] = ToolKind.Lookup,
    };

    /// <inheritdoc/>
    protected override string[] PathNames => Places;

    /// <inheritdoc/>
    protected override string[] TargetNames => Aims;

    /// <summary>Null for an event of no tool.</summary>
    public static QwenTool? Of(HookJson payload) =>
        payload.Text("tool_name") is { Length: > 0 } name ? new(name, KindOf(name), payload.Value("tool_input")) : null;

    /// <summary>The tool's kind; unknown for a tool that this version of the brain has not heard of.</summary>
    public static ToolKind KindOf(string name) =>
        name.StartsWith(Mcp, StringComparison.Ordinal) ? ToolKind.Mcp : Kinds.GetValueOrDefault(name);
}
