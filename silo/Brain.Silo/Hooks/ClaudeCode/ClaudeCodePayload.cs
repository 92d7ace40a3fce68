using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// What Claude Code's hook sends: its own field names in snake_case, every field but two optional and lenient (one of
/// another type than ever says nothing, and the event counts), unknown fields ignored. Of <c>tool_response</c>
/// only commits are read, for it may be megabytes and decides nothing.
/// </summary>
internal sealed record ClaudeCodePayload
{
    [JsonPropertyName("session_id")]
    public required AgentSession Session { get; init; }

    [JsonIgnore]
    public SessionId SessionId => Session.Id;

    public required string HookEventName { get; init; }

    public string? Cwd { get; init; }

    public string? TranscriptPath { get; init; }

    /// <summary>Claude Code says none.</summary>
    public string? Timestamp { get; init; }

    /// <summary>How the person lets it work; Copilot CLI says none.</summary>
    public string? PermissionMode { get; init; }

    /// <summary>
    /// Whether it may be Copilot CLI's, which reads Claude Code's settings and runs the hooks that it finds there: a
    /// time, no transcript but its own, and nothing of what only Claude Code says. Its own hooks are heard: an event
    /// counts once.
    /// </summary>
    public bool MayBeAnothers =>
        IsMoment(Timestamp)
        && (string.IsNullOrEmpty(TranscriptPath) || System.IO.Path.GetFileName(TranscriptPath) == OthersRecord)
        && PromptId is null
        && string.IsNullOrEmpty(ToolUseId)
        && string.IsNullOrEmpty(PermissionMode);

    private const string OthersRecord = "events.jsonl";

    // 2026-11-28T16:08:56.695Z
    private static bool IsMoment(string? text) =>
        text is [_, _, _, _, '-', _, _, '-', _, _, 'T', ..]
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <summary>Null in old versions and before the first prompt.</summary>
    [JsonConverter(typeof(PromptIdJson))]
    public Guid? PromptId { get; init; }

    [JsonConverter(typeof(AgentIdJson))]
    public string? AgentId { get; init; }

    /// <summary>Empty on the sub-agent that compaction ends.</summary>
    public string? AgentType { get; init; }

    /// <summary>SessionStart: startup, resume, clear, compact or fork. ConfigChange: which settings.</summary>
    public string? Source { get; init; }

    public string? Model { get; init; }

    /// <summary>UserPromptSubmit, UserPromptExpansion: the text as typed.</summary>
    [JsonConverter(typeof(LenientPartsJson))]
    public string? Prompt { get; init; }

    /// <summary>UserPromptExpansion, PreSkillShellCommand: without its slash, <c>plugin:name</c> of a plugin.</summary>
    public string? CommandName { get; init; }

    [JsonConverter(typeof(LenientPartsJson))]
    public string? CommandArgs { get; init; }

    /// <summary>Where the command comes from, such as <c>userSettings</c> or <c>plugin</c>.</summary>
    public string? CommandSource { get; init; }

    public string? ToolName { get; init; }

    public JsonElement? ToolInput { get; init; }

    public string? ToolUseId { get; init; }

    /// <summary>PostToolUse: the commits that the tool's output tells of.</summary>
    [JsonPropertyName("tool_response")]
    [JsonConverter(typeof(CommitsOfOutput))]
    public MadeCommit[]? Commits { get; init; }

    /// <summary>Claude Code up to 2.1.332 does not hand it on.</summary>
    public JsonElement? Annotations { get; init; }

    [JsonConverter(typeof(ClaudeCodeToolUsesJson))]
    public ClaudeCodeToolUse[]? ToolCalls { get; init; }

    public double? DurationMs { get; init; }

    /// <summary>PostToolUseFailure: what went wrong. StopFailure: which kind of error ended the turn.</summary>
    [JsonConverter(typeof(LenientPartsJson))]
    public string? Error { get; init; }

    public bool? IsInterrupt { get; init; }

    public bool? StopHookActive { get; init; }

    /// <summary>Stop, SubagentStop: what the assistant said last. StopFailure: the error's text.</summary>
    [JsonConverter(typeof(LenientPartsJson))]
    public string? LastAssistantMessage { get; init; }

    /// <summary>PreCompact, PostCompact: manual or auto.</summary>
    public string? Trigger { get; init; }

    [JsonConverter(typeof(LenientPartsJson))]
    public string? CompactSummary { get; init; }

    /// <summary>SessionEnd: clear, resume, logout, prompt_input_exit or other.</summary>
    public string? Reason { get; init; }

    /// <summary>ConfigChange: the file that changed.</summary>
    public string? FilePath { get; init; }

    /// <summary>SubagentStop: where that agent's own record lies.</summary>
    public string? AgentTranscriptPath { get; init; }

    /// <summary>The event as every agent's is told.</summary>
    /// <param name="isAnothers">It is another agent's, whose own hooks tell the same.</param>
    public HookEvent ToEvent(bool isAnothers = false)
    {
        var kind = isAnothers ? EventKind.Unknown : ClaudeCodeEventKinds.Of(HookEventName);
        var speaker = kind == EventKind.Prompt && Prompt is { } prompt ? ClaudeCodeSpeaker.Of(prompt, Source) : default;
        return new()
        {
            SessionId = SessionId,
            AgentSessionId = Session.Own,
            Name = HookEventName,
            Kind = kind,
            Cwd = Cwd,
            TranscriptPath = TranscriptPath,
            PromptId = PromptId,
            AgentId = AgentId,
            AgentType = AgentType,
            Source = Source,
            Model = Model,
            Prompt = Prompt,
            Origin = speaker.Origin,
            Words = speaker.Words == Prompt ? null : speaker.Words,
            // A command that is not the brain's has no name that a session knows.
            CommandName = kind == EventKind.Command && UserCommandDetector.Has(this) ? null : CommandName,
            CommandArgs = CommandArgs,
            ToolName = ToolName,
            ToolKind = ClaudeCodeToolKinds.Of(ToolName),
            ToolInput = ToolInput,
            Command = kind is EventKind.ToolCall or EventKind.CommandShellLine
                ? ClaudeCodeToolInput.Command(ToolInput)
                : null,
            Target = ClaudeCodeToolInput.Target(ToolInput),
            Path = ClaudeCodeToolInput.Path(ToolInput),
            Glob = ClaudeCodeToolInput.Glob(ToolInput),
            ToolUseId = ClaudeCodeToolInput.Call(ToolUseId, PromptId, ToolName, ToolInput),
            Annotations = Annotations,
            Commits =
                kind == EventKind.ToolSuccess
                && ClaudeCodeToolInput.Target(ToolInput)?.Contains("commit", StringComparison.Ordinal) == true
                    ? Commits
                    : null,
            ToolCalls = ToolCalls?.Select(call => call.ToUse(PromptId)).ToArray(),
            DurationMs = DurationMs,
            Error = Error,
            IsInterrupt = IsInterrupt,
            StopHookActive = StopHookActive,
            LastAssistantMessage = LastAssistantMessage,
            Trigger = Trigger,
            CompactSummary = CompactSummary,
            Reason = Reason,
            FilePath = kind == EventKind.SubagentEnd ? AgentTranscriptPath : FilePath,
        };
    }
}

/// <summary>One call of a PostToolBatch.</summary>
internal sealed record ClaudeCodeToolUse(string? ToolName, JsonElement? ToolInput, string? ToolUseId)
{
    /// <summary>Why it failed before any hook was asked; null where it did not.</summary>
    [JsonConverter(typeof(ToolErrorJson))]
    public string? ToolResponse { get; init; }

    public ToolUse ToUse(Guid? prompt) =>
        new(ToolName, ToolInput, ClaudeCodeToolInput.Call(ToolUseId, prompt, ToolName, ToolInput))
        {
            Kind = ClaudeCodeToolKinds.Of(ToolName),
            Target = ClaudeCodeToolInput.Target(ToolInput),
            Path = ClaudeCodeToolInput.Path(ToolInput),
            Error = ToolResponse,
        };
}

/// <summary>The calls of a batch; what is no call says nothing, and the others count.</summary>
internal sealed class ClaudeCodeToolUsesJson : JsonConverter<ClaudeCodeToolUse[]?>
{
    public override ClaudeCodeToolUse[]? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var calls = new List<ClaudeCodeToolUse>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                reader.Skip();
            else if (
                JsonSerializer.Deserialize(ref reader, ClaudeCodePayloadJson.Default.ClaudeCodeToolUse) is { } call
            )
                calls.Add(call);
        }

        return [.. calls];
    }

    public override void Write(Utf8JsonWriter writer, ClaudeCodeToolUse[]? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, ClaudeCodePayloadJson.Default.ClaudeCodeToolUseArray);
}

/// <summary>The hook's input as Claude Code writes it: snake_case, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = 512,
    Converters = [typeof(LenientTextJson), typeof(LenientFlagJson), typeof(LenientNumberJson)]
)]
[JsonSerializable(typeof(ClaudeCodePayload))]
[JsonSerializable(typeof(ClaudeCodeToolUse[]))]
internal sealed partial class ClaudeCodePayloadJson : JsonSerializerContext;
