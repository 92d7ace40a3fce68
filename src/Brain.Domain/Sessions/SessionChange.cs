using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Decisions;
using Brain.Domain.Drift;
using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Projects;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

// The names below and those of the parts are what v2.record_change reads (snake_case), side by side in one object.
// Add, never rename: what an older program has queued is read by the newer function.

/// <summary>
/// The rows that one decision leaves: all of them are committed, or none. Written by <c>v2.record_change</c>.
/// </summary>
public sealed record SessionChange
{
    /// <summary>Whose rows.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The agent or door that it came by; null in changes of an older version.</summary>
    public string? Source { get; init; }

    /// <summary>Who changed it, when somebody did by a command: kept with the audits.</summary>
    public Caller? Caller { get; init; }

    /// <summary>The session's row as it shall be, or null when it stays as it is.</summary>
    public SessionRow? Session { get; init; }

    /// <summary>Turns that begin, go on or end, in order.</summary>
    public ImmutableArray<TurnRow> Turns
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>Tool calls, in order.</summary>
    public ImmutableArray<ToolRow> Tools
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>Decisions other than a plain allow.</summary>
    public ImmutableArray<DecisionRow> Decisions
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>What happened, for the record.</summary>
    public ImmutableArray<AuditRow> Audits
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>
    /// What was used, one row for each model request. The commit brings back the session's new total.
    /// </summary>
    public ImmutableArray<UsageRow> Usage
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>Commits that a call made.</summary>
    public CommitsChange Commits { get; init; } = CommitsChange.None;

    /// <summary>Caps over all sessions that were said.</summary>
    public BudgetsChange Budgets { get; init; } = BudgetsChange.None;

    /// <summary>What personas said.</summary>
    public PersonasChange Personas { get; init; } = PersonasChange.None;

    /// <summary>What became of drift.</summary>
    public DriftChange Drift { get; init; } = DriftChange.None;

    /// <summary>What pipelines shall hear of.</summary>
    public PipelinesChange Pipelines { get; init; } = PipelinesChange.None;

    /// <summary>What of knowledge the session was told.</summary>
    public KnowledgeChange Knowledge { get; init; } = KnowledgeChange.None;

    /// <summary>The commit shall bring back what an orientation tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Orient { get; init; }

    /// <summary>What the ledger has and the request gate was never told of is kept beside what it tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool GoesOnFromLedger { get; init; }

    /// <summary>
    /// The delivery from the spool that this comes of: noted in the same transaction, so that it counts once.
    /// </summary>
    public Guid? Replayed { get; init; }

    /// <summary>
    /// The answer need not wait for the commit: true only for a tool call that is merely asked for, whose row
    /// the event after it writes again.
    /// </summary>
    [JsonIgnore]
    public bool Later { get; init; }

    /// <summary>There is nothing to write: nothing was added to whose it is, when, and by whom.</summary>
    [JsonIgnore]
    public bool Empty =>
        Equals(
            new()
            {
                SessionId = SessionId,
                At = At,
                Source = Source,
                Caller = Caller,
                Later = Later,
            }
        );
}
