using System.Collections.Frozen;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Claude Code's tools by their kinds. The SQL function <c>v2.tool_kind</c> holds the same of rows that were written
/// before kinds were kept.
/// </summary>
internal static class ClaudeCodeToolKinds
{
    /// <summary>What the names of MCP servers' tools begin with.</summary>
    public const string Mcp = "mcp__";

    // Names of older versions too: a resumed session may bring them.
    private static readonly FrozenDictionary<string, ToolKind> Kinds = new (ToolKind Kind, string[] Names)[]
    {
        (ToolKind.Read, ["Read", "NotebookRead", "LS"]),
        (ToolKind.Find, ["Glob"]),
        (ToolKind.Search, ["Grep"]),
        (
            ToolKind.Lookup,
            [
                "LSP",
                "SearchSkills",
                "ListSkills",
                "ReadSkill",
                "ToolSearch",
                "ListMcpResourcesTool",
                "ReadMcpResourceTool",
                "ReadMcpResourceDirTool",
                "WaitForMcpServers",
                "ListAgents",
                "ListPeers",
                "CronList",
            ]
        ),
        (ToolKind.Write, ["Write"]),
        (ToolKind.Edit, ["Edit", "MultiEdit", "NotebookEdit"]),
        (ToolKind.Shell, ["Bash", "Monitor"]),
        (ToolKind.OtherShell, ["PowerShell"]),
        (ToolKind.Job, ["BashOutput", "KillShell", "KillBash", "TaskOutput", "AgentOutputTool", "TaskStop"]),
        (ToolKind.Fetch, ["WebFetch"]),
        (ToolKind.WebSearch, ["WebSearch"]),
        (ToolKind.Agent, ["Task", "Agent"]),
        (ToolKind.Skill, ["Skill", "SlashCommand"]),
        (
            ToolKind.Plan,
            [
                "TodoRead",
                "TodoWrite",
                "TaskCreate",
                "TaskGet",
                "TaskList",
                "TaskUpdate",
                "EnterPlanMode",
                "ExitPlanMode",
                "StructuredOutput",
            ]
        ),
        (ToolKind.Question, ["AskUserQuestion"]),
        (ToolKind.Worktree, ["EnterWorktree", "ExitWorktree"]),
    }
        .SelectMany(line => line.Names, (line, name) => KeyValuePair.Create(name, line.Kind))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tools whose kinds are known.</summary>
    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    /// <summary>The tool's kind; unknown for a tool that this version of the brain has not heard of.</summary>
    public static ToolKind Of(string? name) =>
        name is null ? ToolKind.Unknown
        : name.StartsWith(Mcp, StringComparison.OrdinalIgnoreCase) ? ToolKind.Mcp
        : Kinds.GetValueOrDefault(name);
}
