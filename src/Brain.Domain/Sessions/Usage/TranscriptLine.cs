using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What one record of a transcript says about usage.</summary>
/// <param name="Entry">What was used, when the record is a model's answer.</param>
/// <param name="Prompt">The prompt that it names.</param>
/// <param name="Unreadable">Some of it is not what an answer says; what else it says counts all the same.</param>
internal readonly record struct TranscriptLine(UsageEntry? Entry, Guid? Prompt, bool Unreadable)
{
    private const int IdMax = 200;

    // What Claude Code writes itself, as an answer of no model: an error of the API, for one.
    private const string Synthetic = "<synthetic>";

    // The messages of Anthropic's API, by whatever way they come, have ids of their own.
    private const string Own = "msg_";

    private static readonly TranscriptLine Broken = new(null, null, true);

    /// <summary>When it was written; null when it does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The answer that it is of.</summary>
    public TranscriptAnswer? Answer { get; init; }

    /// <summary>Reads one record.</summary>
    /// <param name="root">One JSON object.</param>
    /// <param name="record">Its bytes.</param>
    /// <param name="before">What the lines above it said.</param>
    public static TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        try
        {
            return Of(root, record, before);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return Broken;
        }
    }

    private static TranscriptLine Of(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        Guid? prompt = Guid.TryParse(Text(root, "promptId"), out var id) ? id : null;
        var at = Time(root);
        if (
            Text(root, "type") != "assistant"
            || !Object(root, "message", out var message)
            || !Object(message, "usage", out var usage)
        )
            return new(null, prompt, false) { At = at };
        var model = Text(message, "model");
        if (model == Synthetic)
            return new(null, prompt, false) { At = at };

        var unreadable = at is null;
        var answer = AnswerOf(root, Name(message, "id", ref unreadable), record, before.Answer);
        var request = Text(root, "requestId") is { Length: > 0 } named ? Cut(named, ref unreadable) : null;
        var entry = Used(usage, ref unreadable) with
        {
            MessageId = answer.MessageId,
            RequestId = request,
            Scope =
                request is not null || answer.MessageId.StartsWith(Own, StringComparison.Ordinal) ? null : answer.Scope,
            Model = Name(message, "model", ref unreadable) ?? UsageEntry.UnknownModel,
            Sidechain = root.TryGetProperty("isSidechain", out var side) && side.ValueKind == JsonValueKind.True,
            AgentId = Text(root, "agentId") is { Length: > 0 } agent ? Cut(agent, ref unreadable) : null,
            At = at,
        };
        // An answer of which no figure can be read says nothing.
        return new(unreadable && entry.Total() == 0 ? null : entry, prompt, unreadable) { At = at, Answer = answer };
    }

    // Each line of an answer but its first follows the one before it; whatever else the agent did comes between two
    // answers.
    private static TranscriptAnswer AnswerOf(
        JsonElement root,
        string? message,
        ReadOnlySpan<byte> record,
        TranscriptAnswer? before
    )
    {
        var parent = Text(root, "parentUuid");
        var line = Text(root, "uuid") is { Length: > 0 and <= IdMax } uuid
            ? uuid
            : Convert.ToHexStringLower(SHA256.HashData(record).AsSpan(0, 16));
        return message is not null && before is not null && before.MessageId == message && before.Last == parent
            ? before with
            {
                Last = line,
            }
            : new(message ?? line, line, parent is { Length: > 0 and <= IdMax } ? $"{line}/{parent}" : line);
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

    private static UsageEntry Used(JsonElement usage, ref bool unreadable)
    {
        var written = Tokens(usage, "cache_creation_input_tokens", ref unreadable);
        var hour = 0L;
        var minutes = 0L;
        if (Object(usage, "cache_creation", out var parts))
        {
            minutes = Tokens(parts, "ephemeral_5m_input_tokens", ref unreadable);
            hour = Tokens(parts, "ephemeral_1h_input_tokens", ref unreadable);
        }

        return new()
        {
            MessageId = "",
            Model = "",
            At = null,
            Fast = Text(usage, "speed") == "fast",
            Input = Tokens(usage, "input_tokens", ref unreadable),
            Output = Tokens(usage, "output_tokens", ref unreadable),
            CacheRead = Tokens(usage, "cache_read_input_tokens", ref unreadable),
            // Older versions name only the sum, and five minutes is what they asked for.
            CacheWrite5m = Math.Max(minutes, written - hour),
            CacheWrite1h = hour,
        };
    }

    // Null, and noted, when it is none.
    private static string? Name(JsonElement parent, string name, ref bool unreadable)
    {
        if (Text(parent, name)?.Trim() is { Length: > 0 } text)
            return Cut(text, ref unreadable);
        unreadable = true;
        return null;
    }

    private static string Cut(string text, ref bool unreadable)
    {
        unreadable |= text.Length > IdMax;
        return text.Length > IdMax ? text[..IdMax] : text;
    }

    // None, and noted, for what is no believable number; a kind that is not named, or null, is none. Gateways in other
    // languages write 12.0, or "12".
    private static long Tokens(JsonElement usage, string name, ref bool unreadable)
    {
        if (!usage.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return 0;
        if (Number(value) is { } tokens && tokens is >= 0 and <= UsageEntry.TokensMax && decimal.IsInteger(tokens))
            return (long)tokens;
        unreadable = true;
        return 0;
    }

    private static decimal? Number(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDecimal(out var plain) => plain,
            JsonValueKind.String => Quoted(value),
            _ => null,
        };

    private static decimal? Quoted(JsonElement value) =>
        decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string? Text(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in an escape: a text that is none.
            return null;
        }
    }

    private static bool Object(JsonElement parent, string name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
}
