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

    private const string Records = "records";
    private const string Counts = "counts";

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        var line = new HookJson(root);
        // What the lines so far said: the model, how usage is told, and which thread it is.
        var known = before.Answer ?? new(UsageEntry.UnknownModel, Counts, "");
        var at = line.Time("timestamp");
        if (line.Object("payload") is not { } payload)
            return new(null, null, false) { At = at, Answer = known };
        switch (line.Text("type"))
        {
            case "session_meta":
                return new(null, null, false) { At = at, Answer = known with { Scope = payload.Text("id") ?? "" } };
            case "turn_context":
                return new(null, Turn(payload), false)
                {
                    At = at,
                    Answer = known with { MessageId = payload.Short("model") ?? known.MessageId },
                };
            case "token_usage_record" when payload.Object("usage") is { } usage:
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

    private static UsageEntry? Entry(HookJson payload, HookJson usage, TranscriptAnswer known, DateTimeOffset? at)
    {
        var thread = payload.Text("thread_id") ?? known.Scope;
        var session = payload.Text("session_id");
        return payload.Short("response_id") is { } id
            ? Used(usage, id, known.MessageId, at) with
            {
                AgentId = session is not null && session != thread ? thread : null,
            }
            : null;
    }

    private static UsageEntry? Counted(HookJson payload, TranscriptAnswer known, DateTimeOffset? at) =>
        payload.Text("type") == "token_count"
        && payload.Object("info") is { } info
        && info.Object("last_token_usage") is { } last
        && info.Object("total_token_usage") is { } total
        && known.Scope.Length > 0
            ? Used(last, $"{known.Scope}:{total.Tokens("total_tokens")}", known.MessageId, at)
            : null;

    // What was read from the cache and written to it is a part of what went in.
    private static UsageEntry Used(HookJson usage, string id, string model, DateTimeOffset? at)
    {
        var (read, written) = (usage.Tokens("cached_input_tokens"), usage.Tokens("cache_write_input_tokens"));
        return new()
        {
            MessageId = id,
            Model = model,
            At = at,
            Input = Math.Max(0, usage.Tokens("input_tokens") - read - written),
            Output = usage.Tokens("output_tokens"),
            CacheRead = read,
            CacheWrite5m = written,
        };
    }

    private static Guid? Turn(HookJson payload) =>
        Guid.TryParse(payload.Text("root_turn_id") ?? payload.Text("turn_id"), out var turn) ? turn : null;
}
