using System.Text.Json.Serialization;

namespace Brain.Messages.Sessions;

// The words are the stored format of v2.tool_calls.tool_kind, and people write them into rules: kind:shell. Add, never
// rename.

/// <summary>What a tool does, whatever its agent calls it: each adapter knows its agent's tools.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToolKind>))]
public enum ToolKind
{
    /// <summary>Nobody knows.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It reads a file or lists a folder.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>It finds files by their names.</summary>
    [JsonStringEnumMemberName("find")]
    Find,

    /// <summary>It searches through what is in files.</summary>
    [JsonStringEnumMemberName("search")]
    Search,

    /// <summary>It tells of something that is no file, such as symbols or what tools there are.</summary>
    [JsonStringEnumMemberName("lookup")]
    Lookup,

    /// <summary>It writes whole files.</summary>
    [JsonStringEnumMemberName("write")]
    Write,

    /// <summary>It changes parts of files.</summary>
    [JsonStringEnumMemberName("edit")]
    Edit,

    /// <summary>It runs lines of a POSIX shell.</summary>
    [JsonStringEnumMemberName("shell")]
    Shell,

    /// <summary>It runs lines of a shell of another language, which nobody here reads.</summary>
    [JsonStringEnumMemberName("other_shell")]
    OtherShell,

    /// <summary>It watches or ends what runs in the background already.</summary>
    [JsonStringEnumMemberName("job")]
    Job,

    /// <summary>It reads an address of the web.</summary>
    [JsonStringEnumMemberName("fetch")]
    Fetch,

    /// <summary>It searches the web.</summary>
    [JsonStringEnumMemberName("web_search")]
    WebSearch,

    /// <summary>It starts a sub-agent, whose own calls are asked about one by one.</summary>
    [JsonStringEnumMemberName("agent")]
    Agent,

    /// <summary>It follows a skill or command, whose own calls are asked about one by one.</summary>
    [JsonStringEnumMemberName("skill")]
    Skill,

    /// <summary>It keeps the agent's own plan, tasks or answer.</summary>
    [JsonStringEnumMemberName("plan")]
    Plan,

    /// <summary>It asks the person.</summary>
    [JsonStringEnumMemberName("question")]
    Question,

    /// <summary>It moves the agent to another working copy.</summary>
    [JsonStringEnumMemberName("worktree")]
    Worktree,

    /// <summary>It is of an MCP server, and told by its words.</summary>
    [JsonStringEnumMemberName("mcp")]
    Mcp,
}
