using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.Copilot;
using Brain.Messages.Sessions;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.Copilot;

/// <summary>
/// A session's file, <c>session-state/SESSION/events.jsonl</c>, and what it says of usage: a record for each request,
/// those of sub-agents among them, told by its <c>usageId</c>.
/// </summary>
internal sealed class CopilotEvents : ITranscriptSource, ITranscriptFormat
{
    private const string Name = "events.jsonl";
    private const string Folder = "session-state";

    /// <summary>Where a record says which sub-agent it is of; the session's own have none.</summary>
    public const string AgentId = "agentId";

    /// <inheritdoc/>
    public string Source => CopilotAgent.Name;

    /// <inheritdoc/>
    public ITranscriptFormat Format => this;

    /// <summary>The file of a session; null for an id that is no folder's name.</summary>
    public static string? Of(string folder, string session) =>
        session.Length <= HookJson.IdMax
        && session.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? Path.Combine(folder, Folder, session, Name)
            : null;

    /// <inheritdoc/>
    public IEnumerable<string> Files(string transcript) =>
        transcript.EndsWith($"/{Name}", StringComparison.Ordinal)
        && transcript.Contains($"/{Folder}/", StringComparison.Ordinal)
            ? [transcript]
            : [];

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        var line = new HookJson(root);
        var at = line.Time("timestamp");
        return
            line.Text("type") == "session.usage_record"
            && line.Object("data")?.Object("usage") is { } usage
            && usage.Object("accounting")?.Short("usageId") is { } id
            ? new(Used(usage, id, at) with { AgentId = line.Short(AgentId) }, null, false) { At = at }
            : new(null, null, false) { At = at };
    }

    private static UsageEntry Used(HookJson usage, string id, DateTimeOffset? at)
    {
        var (read, written) = (usage.Tokens("cacheReadTokens"), usage.Tokens("cacheWriteTokens"));
        return new()
        {
            MessageId = id,
            Model = usage.Short("model") ?? UsageEntry.UnknownModel,
            At = at,
            Input = Math.Max(0, usage.Tokens("inputTokens") - read - written),
            Output = usage.Tokens("outputTokens"),
            CacheRead = read,
            CacheWrite5m = written,
        };
    }
}
