using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Import;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Messages.Text;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Reads <c>history.jsonl</c>: what was typed, long after the transcripts are gone. Older versions do not say in which
/// session; there a project's prompts of one day make one.
/// </summary>
internal sealed class ClaudeCodeHistory : ITranscriptVisitor
{
    private const int PathMax = 600;

    private readonly List<HistoryPrompt> _prompts = [];
    private readonly List<(long Line, string Reason)> _skips = [];
    private long _line;

    private ClaudeCodeHistory(long lines) => _line = lines;

    /// <summary>Takes the whole lines of a piece.</summary>
    public static HistoryPiece Read(ReadOnlyMemory<byte> bytes, ImportPlace place)
    {
        var reader = new ClaudeCodeHistory(place.Lines);
        var read = ClaudeCodeUsage.Read(bytes, place.Usage, reader);
        return new(reader._prompts, place with { Usage = read.Next, Lines = reader._line }, reader._skips);
    }

    /// <inheritdoc/>
    public void Line(TranscriptPlace place) => _line++;

    /// <inheritdoc/>
    public void Unreadable(string why)
    {
        if (_skips.Count == 0 || _skips[^1].Line != _line)
            _skips.Add((_line, why));
    }

    /// <inheritdoc/>
    public void Record(JsonElement record, UsageEntry? entry, TranscriptPlace place)
    {
        try
        {
            Take(record);
        }
        catch (Exception broken) when (broken is InvalidOperationException or FormatException or ArgumentException)
        {
            Unreadable("some of it is no text");
        }
    }

    private void Take(JsonElement record)
    {
        var typed = Typed(record);
        if (typed is null || Moment(record) is not { } at)
        {
            Unreadable("it is no prompt with a time");
            return;
        }

        // A bare command is Claude Code's own nearly always; what it did stands nowhere.
        if (typed.Length == 0 || (typed[0] == '/' && !typed.Contains(' ')))
            return;
        var project = record.TextOf("project") is { Length: > 0 } folder ? Redaction.Cut(folder, PathMax) : null;
        var named = SessionId.TryParse(record.TextOf("sessionId"), null, out var session);
        _prompts.Add(new(named ? session : MadeUp(project, at), named, project, at, typed));
    }

    private static string? Typed(JsonElement record)
    {
        var text = record.TextOf("display")?.Trim();
        if (
            text is null
            || !record.TryGetProperty("pastedContents", out var pasted)
            || pasted.ValueKind != JsonValueKind.Object
        )
            return text;
        foreach (var piece in pasted.EnumerateObject().Where(piece => piece.Value.ValueKind == JsonValueKind.Object))
        {
            var mark = text.IndexOf($"[Pasted text #{piece.Name}", StringComparison.Ordinal);
            var end = mark < 0 ? -1 : text.IndexOf(']', mark);
            if (end >= 0 && piece.Value.TextOf("content") is { } content)
                text = string.Concat(text.AsSpan(0, mark), content, text.AsSpan(end + 1));
        }

        return text.Length > Redaction.TextMax ? Redaction.Clean(text) : text;
    }

    private static DateTimeOffset? Moment(JsonElement record)
    {
        if (!record.TryGetProperty("timestamp", out var time))
            return null;
        if (
            time.ValueKind == JsonValueKind.Number
            && time.TryGetDouble(out var ms)
            && ms is > 0 and < 253_402_300_799_999
        )
            return DateTimeOffset.FromUnixTimeMilliseconds((long)ms);
        return
            time.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(
                time.GetString(),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
            ? at.ToUniversalTime()
            : null;
    }

    private static SessionId MadeUp(string? project, DateTimeOffset at) =>
        new(
            new Guid(
                SHA256
                    .HashData(
                        Encoding.UTF8.GetBytes(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{ClaudeCodeHook.Name} history\n{project}\n{at.UtcDateTime:yyyy-MM-dd}"
                            )
                        )
                    )
                    .AsSpan(0, 16)
            )
        );
}
