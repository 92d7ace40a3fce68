using System.Text.Json;
using Brain.Domain.Import;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks;

/// <summary>What the records of an agent's own file tell; its adapter reads them.</summary>
internal interface IStoryFormat : ITranscriptFormat
{
    /// <summary>The agent, as rows keep it.</summary>
    string Agent { get; }

    /// <summary>Its hooks know calls by the ids that its file has; else what they told is not told again.</summary>
    bool HasHookIds { get; }

    /// <summary>Tells what a record says besides usage.</summary>
    /// <param name="record">A JSON object.</param>
    /// <param name="story">Hears it.</param>
    void Tell(HookJson record, AgentStory story);
}

/// <summary>
/// Reads a piece of an agent's own file: sessions, turns, tool calls and usage, as the hooks of the same session would
/// have told them. A prompt begins a turn; what follows until the next is its own.
/// </summary>
internal sealed class AgentStory : ITranscriptVisitor
{
    private const int PurposeMax = 200;
    private const int PathMax = 600;
    private const int NameMax = 200;
    private const int ErrorMax = 4_000;
    private const int TargetMax = 400;
    private const int CallMax = 400;

    private readonly IStoryFormat _format;
    private readonly ImportFile _file;
    private readonly ImportSpan _span;
    private readonly List<ImportedTurn> _turns = [];
    private readonly List<ImportedToolCall> _tools = [];
    private readonly List<UsageEntry> _usage = [];
    private readonly List<(long Line, string Reason)> _skips = [];
    private TurnPlace? _turn;
    private ImportedTurn? _row;
    private DateTimeOffset _at;
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;
    private string? _purpose;
    private bool _hasPurpose;
    private long _line;

    private AgentStory(IStoryFormat format, ImportFile file, ImportPlace from, ImportSpan span)
    {
        (_format, _file, _span, _line) = (format, file, span, from.Lines);
        (Session, _turn, _hasPurpose) = (file.Session, from.Turn, from.HasPurpose);
        if (from.Session is { } told)
            Session = new SessionId(told);
        SubAgent = from.SubAgent;
        Mark = from.Mark;
        _at = from.Usage.At ?? span.Written;
        if (_turn is { } turn)
            (Session, _row) = (new SessionId(turn.Session), Row(turn, null));
    }

    /// <summary>Whose it is; a sub-agent's file is its session's.</summary>
    public SessionId? Session { get; set; }

    /// <summary>The folder; null while nothing says so.</summary>
    public string? Cwd { get; set; }

    /// <summary>The branch, or null.</summary>
    public string? Branch { get; set; }

    /// <summary>What the agent or the person calls it, or null.</summary>
    public string? Title { get; set; }

    /// <summary>The agent's version, or null.</summary>
    public string? Version { get; set; }

    /// <summary>Which sub-agent speaks from here on; null for the session itself.</summary>
    public string? SubAgent { get; set; }

    /// <summary>Which sub-agent this record is of, in its session's own file; each record says so anew.</summary>
    public string? Within { get; set; }

    /// <summary>What the format must know of an earlier record; null for nothing.</summary>
    public string? Mark { get; set; }

    private string? Speaker => SubAgent ?? Within;

    /// <summary>Takes the whole lines of a piece.</summary>
    public static ImportPiece Read(
        IStoryFormat format,
        (ImportFile File, ReadOnlyMemory<byte> Bytes) piece,
        ImportPlace from,
        ImportSpan span
    )
    {
        var story = new AgentStory(format, piece.File, from, span);
        var read = Transcript.Read(piece.Bytes, from.Usage, format, story);
        return story.Close(read.Next);
    }

    /// <summary>A prompt: a turn begins.</summary>
    /// <param name="key">What tells it in its session.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="prompt">Its id, as hooks have it; null where they have another.</param>
    public void Prompt(string key, string text, Guid? prompt)
    {
        if (Session is not { } session || Speaker is not null || text.Trim().Length == 0)
            return;
        if (PromptedCommand.Of(text) is not null)
        {
            PromptForTheBrain();
            return;
        }

        Flush();
        _turn = new(session.Value, HookJson.Id(session.ToString(), key), _at) { PromptId = prompt };
        _row = Row(_turn, text.Length > Redaction.TextMax ? Redaction.Clean(text) : text);
        if (_hasPurpose)
            return;
        _purpose = Redaction.Cut(Redaction.Clean(text)!.Trim().Split('\n')[0].Trim(), PurposeMax);
        _hasPurpose = _purpose.Length > 0;
    }

    /// <summary>Says which id hooks have for the prompt of the turn that is open, where a later record tells.</summary>
    public void PromptIs(Guid prompt)
    {
        if (
            Speaker is not null
            || _turn is not { PromptId: null } turn
            || _row is not { } row
            || _turns.Exists(before => before.PromptId == prompt)
        )
            return;
        (_turn, _row) = (turn with { PromptId = prompt }, row with { PromptId = prompt });
    }

    /// <summary>What was typed for the brain, and what it answered, is no turn.</summary>
    public void PromptForTheBrain()
    {
        if (Speaker is not null)
            return;
        Flush();
        _turn = null;
    }

    /// <summary>The assistant says something; what it says last is kept.</summary>
    public void Say(string text)
    {
        if (Speaker is not null || _row is null || text.Length == 0)
            return;
        _row = _row with
        {
            AssistantResponse = text.Length > Redaction.TextMax ? Redaction.Clean(text) : text,
            EndedBy = "stop",
            ErrorNote = null,
            EndedAt = _at,
        };
    }

    /// <summary>The person stops the turn.</summary>
    public void Interrupt()
    {
        if (Speaker is null && _row is not null)
            _row = _row with { EndedBy = "interrupt", ErrorNote = "interrupted: the person stopped it", EndedAt = _at };
    }

    /// <summary>A call.</summary>
    public void Call(string? id, CalledTool tool) =>
        Call(id, tool.Name, tool.Kind, tool.Target, tool.Input?.GetRawText());

    /// <summary>A call.</summary>
    public void Call(string? id, string name, ToolKind kind, string? target, string? input)
    {
        if (id is not { Length: > 0 and <= CallMax })
            return;
        _tools.Add(
            new()
            {
                ToolUseId = id,
                // In its session's own file a sub-agent works for the turn that is open there.
                Line = SubAgent is null ? _turn?.Line : null,
                PromptId = SubAgent is null ? _turn?.PromptId : null,
                At = _at,
                ToolName = Redaction.Cut(name.Length > 0 ? name : "unknown", NameMax),
                ToolKind = kind,
                AgentId = Speaker,
                InputDigest = input is null ? null : HookJson.Digest(input),
                Target = target is { Length: > 0 } ? Redaction.Clean(target, TargetMax) : null,
                Status = "started",
                Unnumbered = !_format.HasHookIds,
            }
        );
        if (SubAgent is null && _row is not null)
            _row = _row with { Tools = _row.Tools + 1, EndedAt = _at };
    }

    /// <summary>What a call does that this piece told of; null for another.</summary>
    public ToolKind? KindOf(string? id) =>
        _tools.FindLast(call => call.ToolName is not null && call.ToolUseId == id)?.ToolKind;

    /// <summary>A call is over.</summary>
    /// <param name="id">Which.</param>
    /// <param name="status">How, as <see cref="ImportedToolCall.Status"/> has it.</param>
    /// <param name="error">What went wrong.</param>
    public void CallEnds(string? id, string status, string? error)
    {
        if (id is { Length: > 0 and <= CallMax })
            _tools.Add(
                new()
                {
                    ToolUseId = id,
                    At = _at,
                    Status = status,
                    Error = error is null ? null : Redaction.Clean(error, ErrorMax),
                    Unnumbered = !_format.HasHookIds,
                }
            );
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
        (_at, Within) = (place.At ?? _at, null);
        try
        {
            _format.Tell(new(record), this);
        }
        catch (Exception broken) when (broken is InvalidOperationException or FormatException or JsonException)
        {
            Unreadable("some of it is no text");
        }

        if (entry is not null)
            _usage.Add(entry);
        if (Session is null || place.At is null)
            return;
        _first = _first is { } first && first < _at ? first : _at;
        _last = _last is { } last && last > _at ? last : _at;
    }

    private static ImportedTurn Row(TurnPlace turn, string? text) =>
        new()
        {
            Line = turn.Line,
            PromptId = turn.PromptId,
            StartedAt = turn.StartedAt,
            UserMessage = text,
        };

    private void Flush()
    {
        if (_row is { } row)
            _turns.Add(row);
        _row = null;
    }

    private ImportPiece Close(TranscriptPlace next)
    {
        Flush();
        var place = new ImportPlace
        {
            Usage = next,
            Lines = _line,
            Turn = _turn,
            Session = Session?.Value,
            SubAgent = SubAgent,
            Mark = Mark,
            HasPurpose = _hasPurpose,
        };
        if (Session is not { } session || (_first is null && _usage.Count == 0))
            return new([], place, _skips);
        var at = _first ?? _span.Written;
        var own = !_file.IsAgents && SubAgent is null;
        var rows = new SessionImport
        {
            SessionId = session,
            Source = _format.Agent,
            Session = new()
            {
                ProjectPath = Cwd is null ? null : Redaction.Cut(Cwd, PathMax),
                StartedAt = at,
                EndedAt = _last ?? at,
                Purpose = _purpose,
                Path = own ? _file.Path : null,
                Host = own ? _span.Host : null,
                Cwd = Cwd is null ? null : Redaction.Cut(Cwd, PathMax),
                GitBranch = Branch is null ? null : Redaction.Cut(Branch, NameMax),
                Version = Version is null ? null : Redaction.Cut(Version, NameMax),
                Title = Title is null ? null : Redaction.Clean(Title, PurposeMax),
            },
            Turns = [.. _turns],
            Tools = [.. _tools],
        };
        return new([new(rows, _usage)], place, _skips);
    }
}
