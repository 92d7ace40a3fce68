using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Domain.Hooks.ClaudeCode;

/// <summary>What Claude Code's transcripts say of usage: JSON lines, of which the model's answers count.</summary>
public sealed class ClaudeCodeUsage : ITranscriptFormat
{
    /// <summary>The only one.</summary>
    public static readonly ClaudeCodeUsage Format = new();

    private const int IdMax = 200;

    // What it writes itself, as an answer of no model: an error of the API, for one.
    private const string Synthetic = "<synthetic>";

    private const string Own = "msg_";
    private const int OwnCharsMin = 16;

    private static readonly string[] Ways = ["bdrk_", "vrtx_"];

    private static readonly SearchValues<char> OwnChars = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Takes the whole lines of a piece of one.</summary>
    /// <param name="bytes">The file's bytes from <paramref name="from"/> on.</param>
    /// <param name="from">Where the piece begins.</param>
    /// <param name="visitor">Looks at the same lines for what else they tell; null for nobody.</param>
    public static TranscriptRead Read(
        ReadOnlyMemory<byte> bytes,
        TranscriptPlace from,
        ITranscriptVisitor? visitor = null
    ) => Transcript.Read(bytes, from, Format, visitor);

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        Guid? prompt = Guid.TryParse(Text(root, "promptId"), out var id) ? id : null;
        var at = Time(root);
        var type = Text(root, "type");
        if (type == "attachment")
            return new(null, prompt, false) { At = at, IsQueuedPrompt = IsQueuedPrompt(root) };
        if (
            // Gateways that write transcripts of their own leave it out; what has usage is an answer.
            type is not (null or "assistant")
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
            Scope = request is not null || IsOwn(answer.MessageId) ? null : answer.Scope,
            Model = Name(message, "model", ref unreadable) ?? UsageEntry.UnknownModel,
            Sidechain = root.TryGetProperty("isSidechain", out var side) && side.ValueKind == JsonValueKind.True,
            AgentId = Text(root, "agentId") is { Length: > 0 } agent ? Cut(agent, ref unreadable) : null,
            Skill = Attribution(root, "attributionSkill", ref unreadable),
            Agent = Attribution(root, "attributionAgent", ref unreadable),
            Plugin = Attribution(root, "attributionPlugin", ref unreadable),
            McpServer = Attribution(root, "attributionMcpServer", ref unreadable),
            At = at,
        };
        // An answer of which no figure can be read says nothing.
        return new(unreadable && entry.Total() == 0 ? null : entry, prompt, unreadable) { At = at, Answer = answer };
    }

    private static bool IsQueuedPrompt(JsonElement root) =>
        Object(root, "attachment", out var queued)
        && Text(queued, "type") == "queued_command"
        && Text(queued, "commandMode") is (null or "prompt");

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
        return before is not null && before.Last == parent && before.MessageId == (message ?? before.Unnamed)
            ? before with
            {
                Last = line,
            }
            : new(message ?? line, line, parent is { Length: > 0 and <= IdMax } ? $"{line}/{parent}" : line)
            {
                Unnamed = message is null ? line : null,
            };
    }

    // The messages of Anthropic's API, by whatever way they come, have ids of their own, and so have those of gateways
    // that make up a UUID. Others make up shorter ones, and those come again.
    private static bool IsOwn(string id)
    {
        if (!id.StartsWith(Own, StringComparison.Ordinal))
            return false;
        var rest = id.AsSpan(Own.Length);
        foreach (var way in Ways)
        {
            if (rest.StartsWith(way, StringComparison.Ordinal))
                rest = rest[way.Length..];
        }

        return (rest.Length >= OwnCharsMin && !rest.ContainsAnyExcept(OwnChars)) || Guid.TryParse(rest, out _);
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
            Input = Tokens(usage, "input_tokens", ref unreadable),
            Output = Tokens(usage, "output_tokens", ref unreadable),
            CacheRead = Tokens(usage, "cache_read_input_tokens", ref unreadable),
            // Older versions name only the sum, and five minutes is what they asked for.
            CacheWrite5m = Math.Max(minutes, written - hour),
            CacheWrite1h = hour,
        };
    }

    private static string? Attribution(JsonElement root, string name, ref bool unreadable) =>
        Text(root, name)?.Trim() is { Length: > 0 } text ? Cut(text, ref unreadable) : null;

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
        return text.Length <= IdMax ? text
            : char.IsHighSurrogate(text[IdMax - 1]) ? text[..(IdMax - 1)]
            : text[..IdMax];
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
