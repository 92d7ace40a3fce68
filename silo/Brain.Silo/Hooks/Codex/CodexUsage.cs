using System.Globalization;
using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// What Codex' rollouts say of usage: one <c>token_usage_record</c> for each answer of the model, told by its
/// <c>response_id</c>. Older versions have only <c>token_count</c>, which repeats what was counted before: there a sum
/// that grew is an answer.
/// </summary>
internal sealed class CodexUsage : ITranscriptFormat
{
    /// <summary>The only one.</summary>
    public static readonly CodexUsage Format = new();

    private const int IdMax = 200;
    private const string Records = "records";
    private const string Counts = "counts";

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        // What the lines so far said: the model, how usage is told, and which thread it is.
        var known = before.Answer ?? new(UsageEntry.UnknownModel, Counts, "");
        var at = Time(root);
        if (!Object(root, "payload", out var payload))
            return new(null, null, false) { At = at, Answer = known };
        switch (Text(root, "type"))
        {
            case "session_meta":
                return new(null, null, false) { At = at, Answer = known with { Scope = Text(payload, "id") ?? "" } };
            case "turn_context":
                return new(null, Turn(payload), false)
                {
                    At = at,
                    Answer = known with { MessageId = Model(payload) ?? known.MessageId },
                };
            case "token_usage_record" when Object(payload, "usage", out var usage):
                return new(Entry(payload, usage, known, at), Turn(payload), false)
                {
                    At = at,
                    Answer = known with { Last = Records },
                };
            case "event_msg":
                return new(known.Last == Counts ? Counted(payload, known, at) : null, Turn(payload), false)
                {
                    At = at,
                    Answer = known,
                };
            default:
                return new(null, null, false) { At = at, Answer = known };
        }
    }

    private static UsageEntry? Entry(JsonElement payload, JsonElement usage, TranscriptAnswer known, DateTimeOffset? at)
    {
        var thread = Text(payload, "thread_id") ?? known.Scope;
        var session = Text(payload, "session_id");
        return Text(payload, "response_id") is { Length: > 0 and <= IdMax } id
            ? Used(usage, id, known.MessageId, at) with
            {
                AgentId = session is not null && session != thread ? thread : null,
            }
            : null;
    }

    private static UsageEntry? Counted(JsonElement payload, TranscriptAnswer known, DateTimeOffset? at) =>
        Text(payload, "type") == "token_count"
        && Object(payload, "info", out var info)
        && Object(info, "last_token_usage", out var last)
        && Object(info, "total_token_usage", out var total)
        && known.Scope.Length > 0
            ? Used(last, $"{known.Scope}:{Tokens(total, "total_tokens")}", known.MessageId, at)
            : null;

    // What was read from the cache and written to it is a part of what went in.
    private static UsageEntry Used(JsonElement usage, string id, string model, DateTimeOffset? at)
    {
        var (read, written) = (Tokens(usage, "cached_input_tokens"), Tokens(usage, "cache_write_input_tokens"));
        return new()
        {
            MessageId = id,
            Model = model,
            At = at,
            Input = Math.Max(0, Tokens(usage, "input_tokens") - read - written),
            Output = Tokens(usage, "output_tokens"),
            CacheRead = read,
            CacheWrite5m = written,
        };
    }

    private static Guid? Turn(JsonElement payload) =>
        Guid.TryParse(Text(payload, "root_turn_id") ?? Text(payload, "turn_id"), out var turn) ? turn : null;

    private static string? Model(JsonElement payload) =>
        Text(payload, "model") is { Length: > 0 and <= IdMax } model ? model : null;

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

    private static bool Object(JsonElement parent, string name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
}
