using Brain.Messages.Secrets;
using Brain.Messages.Sessions;

namespace Brain.Messages.Knowledge;

/// <summary>What shall be forgotten for good: exactly one of the three is said.</summary>
/// <param name="Matching">Every text that holds these words, whatever their case.</param>
/// <param name="Row">The texts of this row, in all its versions, and where they stand elsewhere.</param>
/// <param name="Session">The texts of all rows of this session, and where they stand elsewhere.</param>
public sealed record ForgetTarget(string? Matching, Guid? Row, SessionId? Session)
{
    /// <summary>The fewest characters that are looked for.</summary>
    public const int MatchingMin = 3;

    /// <summary>The most characters that are looked for.</summary>
    public const int MatchingMax = 4_000;

    /// <summary>What kind of thing it is, as the audit log keeps it: matching, row or session.</summary>
    public string Kind =>
        Matching is not null ? "matching"
        : Row is not null ? "row"
        : "session";

    /// <summary>Null when it can be looked for, else why not.</summary>
    public Refusal? Fault() =>
        (Matching, Row, Session) switch
        {
            ({ } text, null, null) when text.Trim().Length is >= MatchingMin and <= MatchingMax => null,
            ({ }, null, null) => new(
                "forget.length",
                $"A text to forget has {MatchingMin} to {MatchingMax} characters; nothing was changed."
            ),
            (null, { }, null) or (null, null, { }) => null,
            _ => new("forget.one", "Say exactly one of an ID, --matching TEXT and --session ID; nothing was changed."),
        };
}

/// <summary>Asks what forgetting would take, or has it taken.</summary>
/// <param name="Target">What.</param>
/// <param name="Apply">Takes it, for good; else only looks.</param>
public sealed record Forget(ForgetTarget Target, bool Apply)
{
    /// <summary>The client says of itself that it runs within an agent's session.</summary>
    public bool ByAgent { get; init; }
}

/// <summary>What forgetting takes, or would.</summary>
/// <param name="Run">The run that was begun; null when nothing was asked to be taken.</param>
/// <param name="Found">Where texts stand: a table's column or a file, how many, one place. Never what they say.</param>
/// <param name="Left">What stays, and who can take it, as sentences.</param>
/// <param name="Refusal">Null unless it was refused.</param>
public sealed record ForgetReport(Guid? Run, RedactionFinding[] Found, string[] Left, Refusal? Refusal = null);

/// <summary>How far a run is.</summary>
/// <param name="Phase">rows, files, vacuum, log or done.</param>
/// <param name="Table">What is looked through; null beyond rows.</param>
/// <param name="Rows">Rows that were rewritten so far.</param>
/// <param name="Seen">Rows that were looked through so far.</param>
/// <param name="SeenMax">An estimate of all rows.</param>
/// <param name="Files">Files that were rewritten so far.</param>
/// <param name="Left">What stays, and who can take it, as sentences; known at the end.</param>
public sealed record ForgetProgress(
    string Phase,
    string? Table,
    long Rows,
    long Seen,
    long SeenMax,
    int Files,
    string[] Left
);

/// <summary>A row that can be forgotten.</summary>
/// <param name="Table">Its table, without the schema.</param>
/// <param name="Id">Its id.</param>
public sealed record FoundRow(string Table, Guid Id);
