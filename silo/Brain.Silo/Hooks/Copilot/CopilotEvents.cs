using System.Globalization;
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
    private const int IdMax = 200;
    private const string Name = "events.jsonl";
    private const string Folder = "session-state";

    /// <inheritdoc/>
    public string Source => CopilotAgent.Name;

    /// <inheritdoc/>
    public ITranscriptFormat Format => this;

    /// <summary>The file of a session; null for an id that is no folder's name.</summary>
    public static string? Of(string folder, string session) =>
        session.Length <= IdMax && session.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
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
        var at = Time(root);
        return
            Text(root, "type") == "session.usage_record"
            && Object(root, "data", out var data)
            && Object(data, "usage", out var usage)
            && Object(usage, "accounting", out var accounting)
            && Text(accounting, "usageId") is { Length: > 0 and <= IdMax } id
            ? new(Used(usage, id, at), null, false) { At = at }
            : new(null, null, false) { At = at };
    }

    private static UsageEntry Used(JsonElement usage, string id, DateTimeOffset? at)
    {
        var (read, written) = (Tokens(usage, "cacheReadTokens"), Tokens(usage, "cacheWriteTokens"));
        return new()
        {
            MessageId = id,
            Model = Text(usage, "model") is { Length: > 0 and <= IdMax } model ? model : UsageEntry.UnknownModel,
            At = at,
            Input = Math.Max(0, Tokens(usage, "inputTokens") - read - written),
            Output = Tokens(usage, "outputTokens"),
            CacheRead = read,
            CacheWrite5m = written,
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

    private static bool Object(JsonElement parent, string name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
}
