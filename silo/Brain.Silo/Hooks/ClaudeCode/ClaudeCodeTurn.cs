using Brain.Domain.Import;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>A turn while its lines are read.</summary>
internal sealed class ClaudeCodeTurn(SessionId session, Guid line, DateTimeOffset startedAt)
{
    private const int NoteMax = 4_000;

    private string? _messageId;
    private string? _response;
    private int? _behind;
    private string? _endedBy;
    private string? _note;
    private DateTimeOffset _lastAnswer;

    /// <summary>Whose it is: the file's session, or that which the line was copied from.</summary>
    public SessionId Session { get; private set; } = session;

    /// <summary>Its prompt's line.</summary>
    public Guid Line { get; } = line;

    /// <summary>When the prompt came.</summary>
    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>When its last line was written.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Its prompt, as hooks name it.</summary>
    public Guid? PromptId { get; set; }

    /// <summary>What was said; null when nobody typed it, or when it was told before.</summary>
    public string? UserMessage { get; set; }

    /// <summary>What was typed while it ran and was taken up in it, each with its line.</summary>
    public List<(Guid Line, string Text)> Also { get; } = [];

    /// <summary>Who opened it when no person typed it.</summary>
    public string? Origin { get; set; }

    /// <summary>The session's purpose, when these are its first words.</summary>
    public string? Purpose { get; set; }

    /// <summary>It began in this piece.</summary>
    public bool Begins { get; init; }

    /// <summary>It is a turn only once somebody answers.</summary>
    public bool Waits { get; set; }

    /// <summary>The assistant has spoken.</summary>
    public bool Answered
    {
        get;
        set
        {
            (field, _lastAnswer) = (value, EndedAt ?? StartedAt);
            Waits &= !value;
        }
    }

    /// <summary>Its calls, as far as this piece tells of them.</summary>
    public List<ImportedToolCall> Tools { get; } = [];

    /// <summary>One whose prompt stands in an earlier piece.</summary>
    public static ClaudeCodeTurn GoesOn(TurnPlace place) =>
        new(new(place.Session), place.Line, place.StartedAt)
        {
            PromptId = place.PromptId,
            Origin = place.Origin,
            Waits = place.Waits,
            // What waits is not written yet, and is if somebody answers.
            Begins = place.Waits,
            _messageId = place.MessageId,
            _behind = place.Said,
        };

    /// <summary>Its lines were copied from another session, which has it under another prompt's id.</summary>
    public void IsCopyOf(SessionId other) => (Session, PromptId, Purpose) = (other, null, null);

    /// <summary>The assistant says something; what it says last is kept, all of one message.</summary>
    public void Say(string? message, string text)
    {
        var goesOn = message is not null && message == _messageId;
        _response = goesOn && _response is not null ? $"{_response}\n{text}" : text;
        _behind = goesOn ? _behind : null;
        (_messageId, _endedBy, _note) = (message, "stop", null);
    }

    /// <summary>An error of the API ends it, unless more follows.</summary>
    public void Fail(DateTimeOffset at, string note) =>
        (EndedAt, _endedBy, _note) = (at, "failure", Redaction.Clean(note, NoteMax));

    /// <summary>The person ends it.</summary>
    public void Interrupt(DateTimeOffset at, string note)
    {
        (EndedAt, _endedBy, _note) = (at, "interrupt", note);
        // What was under way was stopped with it, and no hook said that it was refused.
        for (var place = 0; place < Tools.Count; place++)
        {
            if (Tools[place].Status == "denied" && Tools[place].At >= _lastAnswer)
                Tools[place] = Tools[place] with { Status = "interrupted" };
        }
    }

    /// <summary>Another one begins.</summary>
    public void Over()
    {
        if (Begins && !Answered && _endedBy is null && Tools.Count == 0)
            (_endedBy, _note) = ("interrupt", "interrupted: another prompt came before it was answered");
    }

    /// <summary>The turn as it is to be written.</summary>
    public ImportedTurn ToRow() =>
        new()
        {
            Line = Line,
            PromptId = PromptId,
            StartedAt = StartedAt,
            EndedAt = EndedAt,
            UserMessage = UserMessage,
            Also = Also.Count == 0 ? null : [.. Also.Select(also => also.Text)],
            AlsoLines = Also.Count == 0 ? null : [.. Also.Select(also => also.Line)],
            AssistantResponse = _response is { Length: > Redaction.TextMax } ? Redaction.Clean(_response) : _response,
            Behind = _response is null ? null : _behind,
            Origin = Origin,
            EndedBy = _endedBy,
            ErrorNote = _note,
            Tools = Tools.Where(call => call.ToolName is not null).DistinctBy(call => call.ToolUseId).Count(),
        };

    // As the database counts what it keeps: without secrets, by characters and not by their halves.
    private static int Written(string response) => Redaction.Clean(response)!.EnumerateRunes().Count();

    /// <summary>What the next piece must know of it.</summary>
    public TurnPlace ToPlace() =>
        new(Session.Value, Line, StartedAt)
        {
            PromptId = PromptId,
            MessageId = _messageId,
            Said = _response is null ? _behind : Written(_response) + (_behind + 1 ?? 0),
            Waits = Waits,
            Origin = Origin,
        };
}
