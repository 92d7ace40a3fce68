using System.Globalization;
using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>
/// What Gemini CLI's chats say of usage: each message of the model has its tokens, and is written again once its calls
/// are over; so a message counts once, by its id. What went in includes what the cache held, and thoughts are not in
/// what came out.
/// </summary>
internal sealed class GeminiUsage : ITranscriptFormat
{
    /// <summary>The only one.</summary>
    public static readonly GeminiUsage Format = new();

    private const int IdMax = 200;
    private const string Agents = "subagent";

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        // What the first line said: whether this is a sub-agent's, and whose.
        var known = before.Answer ?? new("", "", "");
        var at = Time(root);
        if (Text(root, "kind") is { } kind && Text(root, "sessionId") is { } chat)
            return new(null, null, false) { At = at, Answer = new(kind, "", chat) };
        var used =
            Text(root, "type") == "gemini"
            && Text(root, "id") is { Length: > 0 and <= IdMax } id
            && root.TryGetProperty("tokens", out var tokens)
            && tokens.ValueKind == JsonValueKind.Object
                ? Used(tokens, id, Text(root, "model") ?? UsageEntry.UnknownModel, at) with
                {
                    AgentId = known.MessageId == Agents ? known.Scope : null,
                }
                : null;
        return new(used, null, false) { At = at, Answer = known };
    }

    private static UsageEntry Used(JsonElement tokens, string id, string model, DateTimeOffset? at)
    {
        var cached = Tokens(tokens, "cached");
        return new()
        {
            MessageId = id,
            Model = model,
            At = at,
            Input = Math.Max(0, Tokens(tokens, "input") - cached) + Tokens(tokens, "tool"),
            Output = Tokens(tokens, "output") + Tokens(tokens, "thoughts"),
            CacheRead = cached,
        };
    }

    private static DateTimeOffset? Time(JsonElement root) =>
        DateTimeOffset.TryParse(
            Text(root, "timestamp") ?? Text(root, "lastUpdated"),
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
