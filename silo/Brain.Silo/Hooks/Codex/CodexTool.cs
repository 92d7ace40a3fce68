using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>A tool of Codex' with what it is aimed at. The paths of a patch stand inside its text.</summary>
internal sealed record CodexTool(string Name, ToolKind Kind, JsonElement? Input) : CalledTool(Name, Kind, Input)
{
    /// <summary>What the names of MCP servers' tools begin with.</summary>
    public const string Mcp = "mcp__";

    private static readonly string[] Places = ["path"];

    private static readonly string[] Aims = ["command", .. Places, "url", "query", "task_name", "message"];

    // The namespace is glued to the front of what starts and steers sub-agents.
    private static readonly (string Ending, ToolKind Kind)[] Endings =
    [
        ("spawn_agent", ToolKind.Agent),
        ("wait_agent", ToolKind.Job),
        ("close_agent", ToolKind.Job),
        ("send_input", ToolKind.Job),
        ("send_message", ToolKind.Job),
        ("followup_task", ToolKind.Job),
        ("interrupt_agent", ToolKind.Job),
        ("resume_agent", ToolKind.Job),
        ("list_agents", ToolKind.Lookup),
    ];

    /// <summary>The tools whose kinds are known, but for those of <see cref="Endings"/>.</summary>
    public static readonly IReadOnlyDictionary<string, ToolKind> Kinds = new Dictionary<string, ToolKind>
    {
        ["Bash"] = ToolKind.Shell,
        ["apply_patch"] = ToolKind.Edit,
        ["write_stdin"] = ToolKind.Job,
        ["view_image"] = ToolKind.Read,
        ["update_plan"] = ToolKind.Plan,
        ["request_user_input"] = ToolKind.Question,
        ["tool_search"] = ToolKind.Lookup,
        ["list_mcp_resources"] = ToolKind.Lookup,
        ["list_mcp_resource_templates"] = ToolKind.Lookup,
        ["read_mcp_resource"] = ToolKind.Lookup,
        ["web_search"] = ToolKind.WebSearch,
    };

    /// <summary>The file; a patch's only one, or the folder of several; null for none.</summary>
    public override string? Path => Paths is { } paths ? Only(paths) : base.Path;

    /// <inheritdoc/>
    protected override bool IsPatch => Name == "apply_patch";

    /// <inheritdoc/>
    protected override string[] PathNames => Places;

    /// <inheritdoc/>
    protected override string[] TargetNames => Aims;

    /// <summary>Null for an event of no tool.</summary>
    public static CodexTool? Of(HookJson payload) =>
        payload.Text("tool_name") is { Length: > 0 } name ? new(name, KindOf(name), payload.Value("tool_input")) : null;

    /// <summary>The tool's kind; unknown for a tool that this version of the brain has not heard of.</summary>
    public static ToolKind KindOf(string name) =>
        name.StartsWith(Mcp, StringComparison.Ordinal) ? ToolKind.Mcp
        : Kinds.TryGetValue(name, out var kind) ? kind
        : Array.Find(Endings, one => name.EndsWith(one.Ending, StringComparison.Ordinal)).Kind;

    // Where it touches several, none of them speaks for the others; the folder that holds all does.
    private static string? Only(string[] paths)
    {
        if (paths.Length < 2)
            return paths is [var only] ? only : null;
        var folder = System.IO.Path.GetDirectoryName(paths[0]) ?? "";
        while (folder.Length > 0 && !paths.All(path => path.StartsWith(folder + "/", StringComparison.Ordinal)))
            folder = System.IO.Path.GetDirectoryName(folder) ?? "";
        return folder.Length > 0 ? folder : paths[0];
    }
}
