using System.Globalization;
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
    private const int IdMax = 200;

    /// <inheritdoc/>
    public string Source => QwenAgent.Name;

    /// <inheritdoc/>
    public ITranscriptFormat Format => this;

    /// <inheritdoc/>
    public IEnumerable<string> Files(string transcript) =>
        transcript.EndsWith(".jsonl", StringComparison.Ordinal)
        && transcript.Contains($"/{QwenAgent.Known.Folder}/", StringComparison.Ordinal)
            ? [transcript]
            : [];

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        var at = Time(root);
        return
            root.TryGetProperty("systemPayload", out var payload)
            && payload.ValueKind == JsonValueKind.Object
            && payload.TryGetProperty("uiEvent", out var told)
            && told.ValueKind == JsonValueKind.Object
            && Text(told, "event.name") == "qwen-code.api_response"
            && Text(told, "response_id") is { Length: > 0 and <= IdMax } id
            ? new(Used(told, id, at), Prompt(told), false) { At = at }
            : new(null, null, false) { At = at };
    }

    // A sub-agent's request is of the prompt that its session was at.
    private static Guid? Prompt(JsonElement told) =>
        Text(told, "subagent_id") is null && Text(told, "prompt_id") is { Length: > 0 } id ? HookJson.Id(id) : null;

    private static UsageEntry Used(JsonElement told, string id, DateTimeOffset? at)
    {
        var cached = Tokens(told, "cached_content_token_count");
        return new()
        {
            MessageId = id,
            Model = Text(told, "model") is { Length: > 0 and <= IdMax } model ? model : UsageEntry.UnknownModel,
            AgentId = Text(told, "subagent_id"),
            At = at,
            Input = Math.Max(0, Tokens(told, "input_token_count") - cached),
            Output = Tokens(told, "output_token_count"),
            CacheRead = cached,
        };
    }

    private static DateTimeOffset? Time(JsonElement root) =>
        DateTimeOffset.TryParse(
            Text(root, "timestamp"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at.ToUniversalTime()
            : null;

    private static long Tokens(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var tokens)
        && tokens is >= 0 and <= UsageEntry.TokensMax
            ? tokens
            : 0;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
