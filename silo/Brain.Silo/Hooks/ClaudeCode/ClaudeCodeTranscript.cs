using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Import;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;
using Brain.Messages.Text;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Reads a piece of one of Claude Code's transcripts: turns, tool calls and usage, as the hooks of the same session
/// would have told them. A prompt begins a turn; what follows until the next is its own.
/// </summary>
internal sealed class ClaudeCodeTranscript : ITranscriptVisitor
{
    // What Claude Code says itself, in no model's name.
    private const string Synthetic = "<synthetic>";

    private static readonly string[] Denials =
    [
        "The user doesn't want to proceed with this tool use",
        "<tool_use_error>Error: No such tool available",
        "Permission to use ",
        "PreToolUse:",
    ];

    private const int PurposeMax = 200;
    private const int PathMax = 600;
    private const int NameMax = 200;
    private const int ErrorMax = 4_000;
    private const int TargetMax = 400;
    private const int CallMax = 400;
    private const int CallsMax = 256;
    private const int FirstMax = 20_000;

    private readonly ImportFile _file;
    private readonly ImportSpan _span;
    private readonly Dictionary<SessionId, SessionSoFar> _found = [];
    private readonly List<(long Line, string Reason)> _skips = [];
    private readonly ImmutableDictionary<string, string>.Builder _calls;
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);
    private SessionId? _session;
    private ClaudeCodeTurn? _turn;
    private ImportPlace? _beforeTurn;
    private TranscriptPlace _lineBegin;
    private ImportPlace _from;
    private long _line;
    private bool _hasPurpose;

    private ClaudeCodeTranscript(ImportFile file, ImportPlace from, ImportSpan span)
    {
        (_file, _from, _span, _session) = (file, from, span, file.Session);
        (_line, _hasPurpose, _lineBegin) = (from.Lines, from.HasPurpose, from.Usage);
        _calls = from.Calls.ToBuilder();
        _turn = from.Turn is { } turn ? ClaudeCodeTurn.GoesOn(turn) : null;
    }

    /// <summary>Takes the whole lines of a piece.</summary>
    public static ImportPiece Read(ImportFile file, ReadOnlyMemory<byte> bytes, ImportPlace from, ImportSpan span)
    {
        var reader = new ClaudeCodeTranscript(file, from, span);
        var read = ClaudeCodeUsage.Read(bytes, from.Usage, reader);
        return reader.Close(read.Next);
    }

    /// <inheritdoc/>
    public void Line(TranscriptPlace place) => (_line, _lineBegin) = (_line + 1, place);

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
            Take(record, entry, place);
        }
        catch (Exception broken) when (broken is InvalidOperationException or FormatException)
        {
            // Half of a character, or a value of another kind than its name promises.
            Unreadable("some of it is no text");
        }
    }

    private void Take(JsonElement record, UsageEntry? entry, TranscriptPlace place)
    {
        var type = record.TextOf("type");
        _session ??= SessionId.TryParse(record.TextOf("sessionId"), null, out var named) ? named : null;
        if (_session is not { } session)
        {
            if (type is "user" or "assistant")
                Unreadable("it does not say of which session it is, nor does the file's name");
            return;
        }

        var line = new ClaudeCodeLine(record, place.At ?? _span.Written, place.Prompt)
        {
            IsSide = _file.IsAgents || True(record, "isSidechain"),
            AgentId = Cut(record.TextOf("agentId"), NameMax),
        };
        Around(session, line, type);
        switch (type)
        {
            case "user":
                User(line);
                break;
            case "assistant":
                Assistant(line, entry);
                break;
            case "attachment":
                Queued(line);
                break;
            case "custom-title" or "ai-title":
                if (Of(session).Title is null || type == "custom-title")
                    Of(session).Title = Cut(record.TextOf("customTitle") ?? record.TextOf("aiTitle"), NameMax);
                break;
        }
    }

    // What each line says of its session. Lines that say no time are of no time.
    private void Around(SessionId session, ClaudeCodeLine line, string? type)
    {
        var found = Of(session);
        if (type is "user" or "assistant" or "system" or "attachment")
        {
            found.Sees(line.At);
            found.Cwd = Cut(line.Record.TextOf("cwd"), PathMax) ?? found.Cwd;
            found.FirstCwd ??= found.Cwd;
            found.Branch = Cut(line.Record.TextOf("gitBranch"), NameMax) ?? found.Branch;
            found.Version = Cut(line.Record.TextOf("version"), NameMax) ?? found.Version;
        }
    }

    private void User(ClaudeCodeLine line)
    {
        if (!line.Record.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            return;
        var text = new StringBuilder();
        if (message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
            text.Append(content.GetString());
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var block in content.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object))
            {
                if (block.TextOf("type") == "tool_result")
                    ToolEnds(line, block);
                else if (block.TextOf("text") is { } part && !IsReminder(part))
                    text.Append(text.Length > 0 ? "\n" : "").Append(part);
            }
        }

        if (
            text.Length == 0
            || line.IsSide
            || True(line.Record, "isMeta")
            || True(line.Record, "isCompactSummary")
            || True(line.Record, "isVisibleInTranscriptOnly")
        )
            return;
        Prompt(line, ClaudeCodePrompt.Of(text.ToString(), OriginOf(line.Record)));
    }

    // What was typed while a turn ran and was taken up between two of its requests: it has the turn's prompt id, and
    // one Stop ends both. It stands nowhere else.
    private void Queued(ClaudeCodeLine line)
    {
        if (
            line.IsSide
            || !line.Record.TryGetProperty("attachment", out var queued)
            || queued.ValueKind != JsonValueKind.Object
            || queued.TextOf("type") != "queued_command"
            || queued.TextOf("commandMode") is not (null or "prompt")
            || True(queued, "isMeta")
            || !queued.TryGetProperty("prompt", out var prompt)
        )
            return;
        var text = prompt.ValueKind switch
        {
            JsonValueKind.String => prompt.GetString(),
            JsonValueKind.Array => string.Join(
                '\n',
                prompt
                    .EnumerateArray()
                    .Where(block => block.ValueKind == JsonValueKind.Object)
                    .Select(block => block.TextOf("text"))
                    .OfType<string>()
            ),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
            return;
        var typed = ClaudeCodePrompt.Of(text.Trim(), OriginOf(queued) ?? OriginOf(line.Record));
        if (_turn is not { Waits: false } turn)
            Prompt(line, typed);
        else if (typed is { Kind: ClaudeCodePromptKind.Prompt, Text: not null })
            turn.Also.Add((LineId(line.Record), Whole(typed.Text)!));
    }

    private void Prompt(ClaudeCodeLine line, ClaudeCodePrompt prompt)
    {
        if (prompt.Kind == ClaudeCodePromptKind.Interruption)
            _turn?.Interrupt(line.At, "interrupted: by the person");
        if (prompt.Kind is not (ClaudeCodePromptKind.Prompt or ClaudeCodePromptKind.Shell))
            return;
        _turn?.Over();
        Flush();
        _beforeTurn = Place(_lineBegin) with { Lines = _line - 1 };
        var copied = Copied(line.Record);
        _turn = new(copied ?? _session!.Value, LineId(line.Record), line.At)
        {
            PromptId = copied is null ? line.PromptId : null,
            UserMessage = Whole(prompt.Text),
            Origin = prompt.Origin,
            Waits = prompt.Kind == ClaudeCodePromptKind.Shell,
            Begins = true,
        };
        if (_hasPurpose || prompt.Words.Trim() is not { Length: > 0 } words || copied is not null)
            return;
        _turn.Purpose = Redaction.Cut(Redaction.Clean(words)!.Split('\n')[0].Trim(), PurposeMax);
        _hasPurpose = _turn.Purpose.Length > 0;
    }

    private void Assistant(ClaudeCodeLine line, UsageEntry? entry)
    {
        var parent = Copied(line.Record);
        if (line.IsSide)
        {
            Used(parent ?? _session!.Value, entry);
            Calls(line, parent ?? _session!.Value);
            return;
        }

        // A file that begins in the middle of a conversation has words of nobody's turn first.
        _turn ??= new(parent ?? _session!.Value, LineId(line.Record), line.At)
        {
            PromptId = parent is null ? line.PromptId : null,
            Origin = "unprompted",
            Begins = true,
        };
        if (parent is { } other && _turn is { Answered: false, Begins: true })
            _turn.IsCopyOf(other);
        Used(parent ?? _turn.Session, entry);
        _turn.EndedAt = line.At;
        _turn.Answered = true;
        if (line.Record.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object)
            Says(line, message);
        Calls(line, _turn.Session);
    }

    private void Says(ClaudeCodeLine line, JsonElement message)
    {
        var id = message.TextOf("id");
        var text = string.Join('\n', Blocks(message, "text").Select(block => block.TextOf("text")).OfType<string>());
        if (True(line.Record, "isApiErrorMessage"))
            _turn!.Fail(line.At, $"{line.Record.TextOf("error") ?? "unknown"}: {text}");
        else if (text.Length > 0 && message.TextOf("model") != Synthetic)
            _turn!.Say(id, text);
    }

    private void Calls(ClaudeCodeLine line, SessionId session)
    {
        if (!line.Record.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            return;
        foreach (var block in Blocks(message, "tool_use"))
        {
            var (id, name) = (block.TextOf("id"), block.TextOf("name"));
            JsonElement? input = block.TryGetProperty("input", out var some) ? some : null;
            var call = KeyOf(ClaudeCodeToolInput.Call(id, line.PromptId, name, input), line.PromptId, name, input);
            if (call is not { Length: > 0 and <= CallMax } || id is null)
                continue;
            if (call != id && _calls.Count < CallsMax)
                _calls[id] = call;
            var row = new ImportedToolCall
            {
                ToolUseId = call,
                Line = line.IsSide ? null : _turn?.Line,
                PromptId = line.PromptId,
                At = line.At,
                ToolName = name is { Length: > 0 } ? Cut(name, NameMax) : "unknown",
                ToolKind = ClaudeCodeToolKinds.Of(name),
                AgentId = line.AgentId,
                InputDigest = input is { } given
                    ? Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(given)))
                    : null,
                Target = ClaudeCodeToolInput.Target(input) is { } target
                    ? target.Length > TargetMax
                        ? Redaction.Clean(target, TargetMax)
                        : target
                    : null,
                Status = "started",
            };
            if (line.IsSide || _turn is null)
                Of(session).Tools.Add(row);
            else
                _turn.Tools.Add(row);
        }
    }

    // As a session keeps them: the agent's own id while no other call of the file has it.
    private string? KeyOf(string? id, Guid? prompt, string? tool, JsonElement? input)
    {
        if (id is null or { Length: 0 or > CallMax } || ToolCallKey.Own(id) != id)
            return id;
        var key = ToolCallKey.Of(id, prompt, tool, input);
        if (_first.TryGetValue(id, out var first))
            return first == key ? id : key;
        if (_first.Count < FirstMax)
            _first[id] = key;
        return id;
    }

    private void ToolEnds(ClaudeCodeLine line, JsonElement block)
    {
        if (block.TextOf("tool_use_id") is not { Length: > 0 } id)
            return;
        if (_calls.Remove(id, out var ours))
            id = ours;
        if (id.Length > CallMax)
            return;
        var failed = True(block, "is_error");
        var error = failed ? ErrorText(block) : null;
        var row = new ImportedToolCall
        {
            ToolUseId = id,
            At = line.At,
            Status =
                !failed ? "ok"
                : IsRejected(line.Record) || IsDenial(error) ? "denied"
                : "errored",
            Error = error is { Length: > ErrorMax } ? Redaction.Clean(error, ErrorMax) : error,
        };
        if (line.IsSide || _turn is null)
            Of(_session!.Value).Tools.Add(row);
        else
            _turn.Tools.Add(row);
        if (!line.IsSide && _turn is { Waits: false } turn)
            turn.EndedAt = line.At;
    }

    private void Used(SessionId session, UsageEntry? entry)
    {
        if (entry is not null)
            Of(session).Usage.Add(entry);
    }

    // The turn so far, into what its session gains.
    private void Flush()
    {
        if (_turn is not { Waits: false } turn)
            return;
        var found = Of(turn.Session);
        found.Sees(turn.StartedAt);
        found.Turns.Add(turn.ToRow());
        found.Tools.AddRange(turn.Tools);
        found.Purpose ??= turn.Purpose;
    }

    private ImportPiece Close(TranscriptPlace next)
    {
        // A prompt that nobody has answered yet may be a copy: its answer tells, and stands in the next piece.
        if (
            _turn is { Begins: true, Answered: false }
            && !_span.AtEnd
            && _beforeTurn is { } before
            && before.Usage.Offset > _from.Usage.Offset
        )
        {
            _turn = null;
            return new(Sessions(), before, [.. _skips.Where(skip => skip.Line <= before.Lines)]);
        }

        Flush();
        return new(Sessions(), Place(next), _skips);
    }

    private ImportPlace Place(TranscriptPlace usage) =>
        new()
        {
            Usage = usage,
            Lines = _line,
            Turn = _turn?.ToPlace(),
            HasPurpose = _hasPurpose,
            Calls = _calls.ToImmutable(),
        };

    private IReadOnlyList<SessionFound> Sessions() =>
        [.. _found.Where(found => !found.Value.IsEmpty).Select(found => found.Value.ToFound(this, found.Key))];

    private SessionSoFar Of(SessionId session)
    {
        if (!_found.TryGetValue(session, out var found))
            _found[session] = found = new();
        return found;
    }

    private SessionId? Copied(JsonElement record)
    {
        var named = record.TextOf("requestSessionId")
            ?? (
                record.TryGetProperty("forkedFrom", out var fork) && fork.ValueKind == JsonValueKind.Object
                    ? fork.TextOf("sessionId")
                    : null
            );
        return SessionId.TryParse(named, null, out var parent) && parent != _session ? parent : null;
    }

    private static Guid LineId(JsonElement record) =>
        record.TextOf("uuid") is { } named && Guid.TryParse(named, out var id)
            ? id
            : new(SHA256.HashData(JsonMarshal.GetRawUtf8Value(record)).AsSpan(0, 16));

    private static string? OriginOf(JsonElement record) =>
        record.TryGetProperty("origin", out var origin) && origin.ValueKind == JsonValueKind.Object
            ? Cut(origin.TextOf("kind"), NameMax)
            : null;

    private static IEnumerable<JsonElement> Blocks(JsonElement message, string type) =>
        message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            ? content
                .EnumerateArray()
                .Where(block => block.ValueKind == JsonValueKind.Object && block.TextOf("type") == type)
            : [];

    private static string? ErrorText(JsonElement block)
    {
        if (!block.TryGetProperty("content", out var content))
            return null;
        return content.ValueKind switch
        {
            JsonValueKind.String => JsonText.Start(content, ErrorMax),
            JsonValueKind.Array => string.Join(
                '\n',
                content
                    .EnumerateArray()
                    .Where(part => part.ValueKind == JsonValueKind.Object)
                    .Select(part => part.TextOf("text"))
                    .OfType<string>()
            ),
            _ => null,
        };
    }

    private static bool IsRejected(JsonElement record) =>
        record.TryGetProperty("permissionDecision", out var permission)
        && permission.ValueKind == JsonValueKind.Object
        && permission.TextOf("decision") == "reject";

    // Versions that do not say so by a name say it in these words.
    private static bool IsDenial(string? error) =>
        error is not null && Denials.Any(words => error.StartsWith(words, StringComparison.Ordinal));

    private static bool IsReminder(string part) =>
        part.StartsWith("<system-reminder>", StringComparison.Ordinal)
        && part.TrimEnd().EndsWith("</system-reminder>", StringComparison.Ordinal);

    // What is longer than a text may be is cut as hooks' texts are; all else is redacted where it is written.
    private static string? Whole(string? text) =>
        text is { Length: > Redaction.TextMax } ? Redaction.Clean(text) : text;

    private static string? Cut(string? text, int max) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length > max ? Redaction.Cut(text, max)
        : text;

    private static bool True(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private sealed class SessionSoFar
    {
        public List<ImportedTurn> Turns { get; } = [];

        public List<ImportedToolCall> Tools { get; } = [];

        public List<UsageEntry> Usage { get; } = [];

        public string? Purpose { get; set; }

        public string? Cwd { get; set; }

        public string? FirstCwd { get; set; }

        public string? Branch { get; set; }

        public string? Version { get; set; }

        public string? Title { get; set; }

        public bool IsEmpty => _first is null && Title is null && Usage.Count == 0;

        private DateTimeOffset? _first;
        private DateTimeOffset? _last;

        public void Sees(DateTimeOffset at) =>
            (_first, _last) = (
                _first is { } first && first < at ? first : at,
                _last is { } last && last > at ? last : at
            );

        public SessionFound ToFound(ClaudeCodeTranscript reader, SessionId session)
        {
            var own = session == reader._session;
            var at = _first ?? reader._span.Written;
            return new(
                new()
                {
                    SessionId = session,
                    Source = ClaudeCodeHook.Name,
                    Session = new()
                    {
                        ProjectPath = own ? FirstCwd : reader.Of(reader._session!.Value).FirstCwd,
                        StartedAt = at,
                        EndedAt = _last ?? at,
                        Purpose = Purpose,
                        Path = own && !reader._file.IsAgents ? reader._file.Path : null,
                        Host = own && !reader._file.IsAgents ? reader._span.Host : null,
                        Cwd = Cwd,
                        GitBranch = Branch,
                        Version = Version,
                        Title = Title,
                    },
                    Turns = [.. Turns],
                    Tools = [.. Tools],
                },
                Usage
            );
        }
    }
}
