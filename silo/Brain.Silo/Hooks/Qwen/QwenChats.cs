using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.Qwen;
using Brain.Messages.Sessions;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.Qwen;

/// <summary>
/// A session's chat, <c>projects/FOLDER/chats/SESSION.jsonl</c>, and what it says of usage: a line of telemetry for
/// each answer, those of sub-agents among them, told by the answer's id.
/// </summary>
internal sealed class QwenChats : ITranscriptSource, ITranscriptFormat
{
    /// <inheritdoc/>
    public string Source => QwenAgent.Name;

    /// <inheritdoc/>
    public ITranscriptFormat Format => this;

    /// <inheritdoc/>
    public IEnumerable<string> Files(string transcript) =>
        transcript.EndsWith(".jsonl", StringComparison.Ordinal)
        // Whatever folder QWEN_HOME names.
        && Path.GetDirectoryName(transcript) is { } folder
        && folder.EndsWith("/chats", StringComparison.Ordinal)
        && folder.Contains("/projects/", StringComparison.Ordinal)
            ? [transcript]
            : [];

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        var line = new HookJson(root);
        var at = line.Time("timestamp");
        return
            line.Object("systemPayload")?.Object("uiEvent") is { } told
            && told.Text("event.name") == "qwen-code.api_response"
            && told.Short("response_id") is { } id
            ? new(Used(told, id, at), Prompt(told), false) { At = at }
            : new(null, null, false) { At = at };
    }

    /// <summary>The prompt that a line is of; null where it is a sub-agent's, or of no prompt that was typed.</summary>
    /// <param name="session">Whose line it is.</param>
    /// <param name="told">What it tells.</param>
    public static Guid? Prompt(string? session, HookJson told) =>
        session is not null
        && told.Text("prompt_id") is { } id
        && id.StartsWith($"{session}########", StringComparison.Ordinal)
        && id[^1] != '#'
        && id[(session.Length + 8)..].All(char.IsAsciiDigit)
            ? Prompt(told)
            : null;

    // A sub-agent's request is of the prompt that its session was at.
    private static Guid? Prompt(HookJson told) =>
        told.Text("subagent_id") is null && told.Text("prompt_id") is { Length: > 0 } id ? HookJson.Id(id) : null;

    private static UsageEntry Used(HookJson told, string id, DateTimeOffset? at)
    {
        var cached = told.Tokens("cached_content_token_count");
        return new()
        {
            MessageId = id,
            Model = told.Short("model") ?? UsageEntry.UnknownModel,
            AgentId = told.Text("subagent_id"),
            At = at,
            Input = Math.Max(0, told.Tokens("input_token_count") - cached),
            Output = told.Tokens("output_token_count"),
            CacheRead = cached,
        };
    }
}
