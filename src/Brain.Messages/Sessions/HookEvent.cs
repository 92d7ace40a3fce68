using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brain.Messages.Sessions;

/// <summary>
/// What an agent's hook says, as it travels from the wire to the decision: Claude Code's own field names in
/// snake_case, every field but three optional, unknown fields ignored.
/// Source: the agent's hook payload; <c>tool_response</c> is left out, for it may be megabytes and decides nothing.
/// </summary>
public sealed record HookEvent
{
    /// <summary>Which session speaks.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>
    /// Which hook: <c>SessionStart</c>, <c>Stop</c> and so on. Names the brain does not know decide nothing.
    /// </summary>
    public required string HookEventName { get; init; }

    /// <summary>The folder the agent works in; the project.</summary>
    public string? Cwd { get; init; }

    /// <summary>Where the agent keeps its own record of the session.</summary>
    public string? TranscriptPath { get; init; }

    /// <summary>Which prompt the event belongs to; null in old versions and before the first prompt.</summary>
    [JsonConverter(typeof(PromptIdJson))]
    public Guid? PromptId { get; init; }

    /// <summary>The agent's own permission mode.</summary>
    public string? PermissionMode { get; init; }

    /// <summary>Which sub-agent speaks; null for the session's main loop.</summary>
    [JsonConverter(typeof(LenientTextJson))]
    public string? AgentId { get; init; }

    /// <summary>What kind of sub-agent speaks. Empty on the one that compaction ends.</summary>
    [JsonConverter(typeof(LenientTextJson))]
    public string? AgentType { get; init; }

    /// <summary>SessionStart: startup, resume, clear, compact or fork. ConfigChange: which settings.</summary>
    public string? Source { get; init; }

    /// <summary>SessionStart: the model in use.</summary>
    public string? Model { get; init; }

    /// <summary>UserPromptSubmit, UserPromptExpansion: the text as typed.</summary>
    public string? Prompt { get; init; }

    /// <summary>
    /// UserPromptExpansion, PreSkillShellCommand: the command's name without its slash, <c>plugin:name</c> for a
    /// plugin's.
    /// </summary>
    public string? CommandName { get; init; }

    /// <summary>UserPromptExpansion: what was typed after the command's name.</summary>
    public string? CommandArgs { get; init; }

    /// <summary>
    /// UserPromptExpansion, PreSkillShellCommand: where the command comes from, such as <c>userSettings</c> or
    /// <c>plugin</c>.
    /// </summary>
    [JsonConverter(typeof(LenientTextJson))]
    public string? CommandSource { get; init; }

    /// <summary>Tool events: the tool.</summary>
    [JsonConverter(typeof(LenientTextJson))]
    public string? ToolName { get; init; }

    /// <summary>Tool events: the tool's input, whatever its shape.</summary>
    public JsonElement? ToolInput { get; init; }

    /// <summary>Tool events: which call.</summary>
    [JsonConverter(typeof(LenientTextJson))]
    public string? ToolUseId { get; init; }

    /// <summary>
    /// Tool events: what an MCP server says of its tool, as MCP writes it. Claude Code up to 2.1.332 does not hand it
    /// on.
    /// </summary>
    public JsonElement? Annotations { get; init; }

    /// <summary>PostToolBatch: every call of the batch, unknown and refused tools too.</summary>
    public ToolUse[]? ToolCalls { get; init; }

    /// <summary>PostToolUse, PostToolUseFailure: how long the tool ran, in milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>PostToolUseFailure: what went wrong. StopFailure: which kind of error ended the turn.</summary>
    public string? Error { get; init; }

    /// <summary>StopFailure: more about the error.</summary>
    public JsonElement? ErrorDetails { get; init; }

    /// <summary>PostToolUseFailure: the person stopped the tool.</summary>
    public bool? IsInterrupt { get; init; }

    /// <summary>Stop, SubagentStop: a stop hook has already continued this turn.</summary>
    public bool? StopHookActive { get; init; }

    /// <summary>Stop, SubagentStop: what the assistant said last. StopFailure: the error's text.</summary>
    public string? LastAssistantMessage { get; init; }

    /// <summary>SubagentStop: where the sub-agent's own record lies.</summary>
    public string? AgentTranscriptPath { get; init; }

    /// <summary>PreCompact, PostCompact: manual or auto.</summary>
    public string? Trigger { get; init; }

    /// <summary>PostCompact: what is left of the conversation.</summary>
    public string? CompactSummary { get; init; }

    /// <summary>SessionEnd: clear, resume, logout, prompt_input_exit or other. ConfigChange has none.</summary>
    public string? Reason { get; init; }

    /// <summary>ConfigChange: the file that changed.</summary>
    public string? FilePath { get; init; }
}

/// <summary>One call of a tool batch.</summary>
/// <param name="ToolName">The tool.</param>
/// <param name="ToolInput">Its input, whatever its shape.</param>
/// <param name="ToolUseId">Which call.</param>
public sealed record ToolUse(string? ToolName, JsonElement? ToolInput, string? ToolUseId);
