using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brain.Messages.Sessions;

/// <summary>
/// What happened in a session, as it travels from an agent's adapter to the decision. What an agent calls things is
/// kept for the record; decided is by kinds alone. The names are those that older silos send: add, never rename.
/// </summary>
public sealed record HookEvent
{
    /// <summary>Which session speaks.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The agent's own id of the session, where that is no UUID.</summary>
    public string? AgentSessionId { get; init; }

    /// <summary>What happened.</summary>
    public EventKind Kind { get; init; }

    /// <summary>What the agent calls it: for rows and sentences, never for decisions.</summary>
    [JsonPropertyName("hook_event_name")]
    public required string Name { get; init; }

    /// <summary>The folder the agent works in; the project.</summary>
    public string? Cwd { get; init; }

    /// <summary>Where the agent keeps its own record of the session.</summary>
    public string? TranscriptPath { get; init; }

    /// <summary>Which prompt the event belongs to; null where the agent does not say.</summary>
    public Guid? PromptId { get; init; }

    /// <summary>Which sub-agent speaks; null for the session's main loop.</summary>
    public string? AgentId { get; init; }

    /// <summary>What kind of sub-agent speaks.</summary>
    public string? AgentType { get; init; }

    /// <summary>A session's start: startup, resume, clear, compact or fork. Changed settings: which.</summary>
    public string? Source { get; init; }

    /// <summary>A session's start: the model in use.</summary>
    public string? Model { get; init; }

    /// <summary>A prompt, a command: the text as typed.</summary>
    public string? Prompt { get; init; }

    /// <summary>A prompt that no person typed: who did, such as <c>task-notification</c>; else null.</summary>
    public string? Origin { get; init; }

    /// <summary>
    /// A prompt: what of it the person typed, where the agent put something before it; null when that is all of it.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>
    /// A command, or a shell line of one: its name without its slash, <c>plugin:name</c> for a plugin's; null when it
    /// is called as one of the brain's and is somebody else's.
    /// </summary>
    public string? CommandName { get; init; }

    /// <summary>A command: what was typed after its name.</summary>
    public string? CommandArgs { get; init; }

    /// <summary>Tool events: what the agent calls the tool.</summary>
    public string? ToolName { get; init; }

    /// <summary>Tool events: what the tool does.</summary>
    public ToolKind ToolKind { get; init; }

    /// <summary>Tool events: the tool's input, whatever its shape.</summary>
    public JsonElement? ToolInput { get; init; }

    /// <summary>A tool call, a shell line: the line that a shell would run, or its beginning; null for none.</summary>
    public string? Command { get; init; }

    /// <summary>Tool events: what the tool is aimed at (a path, a command, an address), or its beginning.</summary>
    public string? Target { get; init; }

    /// <summary>Tool events: the file or folder that the tool is aimed at; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// Tool events: every file that the call names, where one call may change several; null where <see cref="Path"/>
    /// says all.
    /// </summary>
    public string[]? Paths { get; init; }

    /// <summary>A search: which files it looks into, as a glob; null where it does not say.</summary>
    public string? Glob { get; init; }

    /// <summary>Tool events: which call.</summary>
    public string? ToolUseId { get; init; }

    /// <summary>
    /// Its agent gives calls no ids, and nobody here heard of the call before: it may be one that began before a
    /// restart.
    /// </summary>
    public bool CallIsGuessed { get; init; }

    /// <summary>Tool events: what an MCP server says of its tool, as MCP writes it.</summary>
    public JsonElement? Annotations { get; init; }

    /// <summary>A tool's success: the commits that it made, as its output tells; null for none.</summary>
    public MadeCommit[]? Commits { get; init; }

    /// <summary>A batch: every call of it, unknown and refused tools too.</summary>
    public ToolUse[]? ToolCalls { get; init; }

    /// <summary>A tool's success or failure: how long it ran, in milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>A tool's failure: what went wrong. A turn's: which kind of error ended it.</summary>
    public string? Error { get; init; }

    /// <summary>A tool's failure: the person stopped the tool.</summary>
    public bool? IsInterrupt { get; init; }

    /// <summary>The end of a turn or a sub-agent: a hook has already made it go on once.</summary>
    public bool? StopHookActive { get; init; }

    /// <summary>The end of a turn: what the assistant said last. A turn's failure: the error's text.</summary>
    public string? LastAssistantMessage { get; init; }

    /// <summary>Compaction: manual or auto.</summary>
    public string? Trigger { get; init; }

    /// <summary>The end of compaction: what is left of the conversation.</summary>
    public string? CompactSummary { get; init; }

    /// <summary>A session's end: why.</summary>
    public string? Reason { get; init; }

    /// <summary>Changed settings: the file. A sub-agent's end: its own record, wherever that lies.</summary>
    public string? FilePath { get; init; }
}

/// <summary>One call of a tool batch.</summary>
/// <param name="ToolName">The tool.</param>
/// <param name="ToolInput">Its input, whatever its shape.</param>
/// <param name="ToolUseId">Which call.</param>
public sealed record ToolUse(string? ToolName, JsonElement? ToolInput, string? ToolUseId)
{
    /// <summary>What the tool does.</summary>
    public ToolKind Kind { get; init; }

    /// <summary>What it is aimed at, or its beginning.</summary>
    public string? Target { get; init; }

    /// <summary>The file or folder that it is aimed at; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>What went wrong where it failed before any hook was asked; null where it did not.</summary>
    public string? Error { get; init; }
}
