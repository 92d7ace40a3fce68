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

    private const string Agents = "subagent";

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        var line = new HookJson(root);
        // What the first line said: whether this is a sub-agent's, and whose.
        var known = before.Answer ?? new("", "", "");
        var at = line.Time("timestamp") ?? line.Time("lastUpdated");
        if (line.Text("kind") is { } kind && line.Text("sessionId") is { } chat)
            return new(null, null, false) { At = at, Answer = new(kind, "", chat) };
        var used =
            line.Text("type") == "gemini" && line.Short("id") is { } id && line.Object("tokens") is { } tokens
                ? Used(tokens, id, line.Text("model") ?? UsageEntry.UnknownModel, at) with
                {
                    AgentId = known.MessageId == Agents ? known.Scope : null,
                }
                : null;
        return new(used, null, false) { At = at, Answer = known };
    }

    private static UsageEntry Used(HookJson tokens, string id, string model, DateTimeOffset? at)
    {
        var cached = tokens.Tokens("cached");
        return new()
        {
            MessageId = id,
            Model = model,
            At = at,
            Input = Math.Max(0, tokens.Tokens("input") - cached) + tokens.Tokens("tool"),
            Output = tokens.Tokens("output") + tokens.Tokens("thoughts"),
            CacheRead = cached,
        };
    }
}
