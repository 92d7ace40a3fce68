using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Drift;
using Brain.Domain.Watching;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

// The names below are what v2.record_change reads (snake_case). Add, never rename: a spooled or queued change
// of an older version is read by the newer function.

/// <summary>
/// The rows that one decision leaves: all of them are committed, or none. Written by <c>v2.record_change</c>.
/// </summary>
public sealed record Change
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
    public ImmutableArray<TurnRow> Turns { get; init; } = [];

    /// <summary>Tool calls, in order.</summary>
    public ImmutableArray<ToolRow> Tools { get; init; } = [];

    /// <summary>Decisions other than a plain allow.</summary>
    public ImmutableArray<DecisionRow> Decisions { get; init; } = [];

    /// <summary>What happened, for the record.</summary>
    public ImmutableArray<AuditRow> Audits { get; init; } = [];

    /// <summary>Signs that somebody left the purpose.</summary>
    public ImmutableArray<DriftRow> Drifts { get; init; } = [];

    /// <summary>
    /// What was used, one row for each model request. The commit brings back the session's new total.
    /// </summary>
    public ImmutableArray<UsageRow> Usage { get; init; } = [];

    /// <summary>What personas said of a turn.</summary>
    public ImmutableArray<CommentRow> Comments { get; init; } = [];

    /// <summary>Where drift stands now; null when it stays where it was.</summary>
    public DriftLevel? Drift { get; init; }

    /// <summary>Matters that were put aside, as open items of the Cop.</summary>
    public ImmutableArray<ParkedRow> Parked { get; init; } = [];

    /// <summary>Links of pipelines that tool calls reached.</summary>
    public ImmutableArray<LinkRow> Links { get; init; } = [];

    /// <summary>Messages that could not be sent, of which the person is told now.</summary>
    public ImmutableArray<Guid> Told { get; init; } = [];

    /// <summary>The commit shall bring back what an orientation tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Orient { get; init; }

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

    /// <summary>There is nothing to write.</summary>
    [JsonIgnore]
    public bool Empty =>
        Session is null
        && Turns.IsEmpty
        && Tools.IsEmpty
        && Decisions.IsEmpty
        && Audits.IsEmpty
        && Drifts.IsEmpty
        && Comments.IsEmpty
        && Drift is null
        && Parked.IsEmpty
        && Links.IsEmpty
        && Told.IsEmpty
        && Usage.IsEmpty
        && !Orient
        && Replayed is null;
}

/// <summary>The session's own columns.</summary>
public sealed record SessionRow
{
    /// <summary>active, ended, abandoned or archived.</summary>
    public required string Status { get; init; }

    /// <summary>The folder it works in.</summary>
    public string? ProjectPath { get; init; }

    /// <summary>What it is for.</summary>
    public string? Purpose { get; init; }

    /// <summary>sparring, execution or debug.</summary>
    public required string Mode { get; init; }

    /// <summary>The most tokens, or null.</summary>
    public long? BudgetCap { get; init; }

    /// <summary>resume, fork or clear when it came from another session or another time of this one.</summary>
    public string? Lineage { get; init; }

    /// <summary>The session it was copied from, when the carrier knows it.</summary>
    public Guid? ParentSessionId { get; init; }

    /// <summary>Laid over the row's metadata.</summary>
    public required SessionNotes Metadata { get; init; }
}

/// <summary>What the session's metadata says of it; null leaves what is there.</summary>
/// <param name="Provisional">The purpose was taken from the first prompt.</param>
/// <param name="Hard">It fails closed.</param>
/// <param name="BudgetWarned">The person was told that most of the budget is used.</param>
/// <param name="TranscriptPath">Where the agent keeps its own record.</param>
/// <param name="Model">The model at its start.</param>
/// <param name="EndReason">Why it ended.</param>
/// <param name="Process">The agent's process at its start and end.</param>
public sealed record SessionNotes(
    bool Provisional,
    bool Hard,
    bool BudgetWarned,
    string? TranscriptPath,
    string? Model,
    string? EndReason,
    int? Process
);

/// <summary>One turn as it shall be; a field that is null leaves what is there.</summary>
public sealed record TurnRow
{
    /// <summary>1-based place in the session.</summary>
    public required int Num { get; init; }

    /// <summary>It begins here: the row must not exist, and <see cref="Num"/> must be the next.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Begins { get; init; }

    /// <summary>Its prompt.</summary>
    public Guid? PromptId { get; init; }

    /// <summary>What was said.</summary>
    public string? UserMessage { get; init; }

    /// <summary>What the assistant said last.</summary>
    public string? AssistantResponse { get; init; }

    /// <summary>How it ended: stop, failure or interrupt; null while it goes on.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Why it is errored.</summary>
    public string? ErrorNote { get; init; }

    /// <summary>Who opened it when no person typed it, such as <c>task-notification</c>.</summary>
    public string? Origin { get; init; }
}

/// <summary>One tool call as far as it got.</summary>
public sealed record ToolRow
{
    /// <summary>Which call.</summary>
    public required string ToolUseId { get; init; }

    /// <summary>started, interrupted, denied, errored or ok; the row is never lowered.</summary>
    public required string Status { get; init; }

    /// <summary>The tool.</summary>
    public required string ToolName { get; init; }

    /// <summary>What the tool does.</summary>
    public ToolKind ToolKind { get; init; }

    /// <summary>The turn it belongs to, or null when none is known.</summary>
    public int? TurnNum { get; init; }

    /// <summary>Which sub-agent asked, or null.</summary>
    public string? AgentId { get; init; }

    /// <summary>SHA-256 of the input's JSON text, in hexadecimal.</summary>
    public string? InputDigest { get; init; }

    /// <summary>What it was aimed at, redacted: a path, a command, an address.</summary>
    public string? Target { get; init; }

    /// <summary>How long it ran, in milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>What went wrong, redacted.</summary>
    public string? Error { get; init; }

    /// <summary>Which personas' rules it met; null when it met none.</summary>
    public ImmutableArray<RuleMatch>? Seen { get; init; }
}

/// <summary>One decision that was not a plain allow.</summary>
/// <param name="Event">The hook.</param>
/// <param name="EventKey">What makes a repeat of it the same: the tool call's or prompt's id.</param>
/// <param name="Decision">allow, ask, deny or block.</param>
/// <param name="Rule">The rule's stable code.</param>
/// <param name="RuleVersion">Which version of the rules.</param>
/// <param name="Reason">What the agent or the person was told.</param>
/// <param name="TurnNum">The turn it fell in, or null.</param>
/// <param name="Inputs">What decided it.</param>
public sealed record DecisionRow(
    string Event,
    string EventKey,
    string Decision,
    string Rule,
    string RuleVersion,
    string Reason,
    int? TurnNum,
    ImmutableSortedDictionary<string, string> Inputs
);

/// <summary>Something that happened.</summary>
/// <param name="Action">The hook or the act.</param>
/// <param name="EventKey">What makes a repeat of it the same; null when each counts.</param>
/// <param name="Detail">More about it.</param>
public sealed record AuditRow(string Action, string? EventKey, ImmutableSortedDictionary<string, string> Detail);

/// <summary>What one model request used.</summary>
public sealed record UsageRow
{
    /// <summary>Message id and request id: one request has one key in every transcript that tells of it.</summary>
    public required string RequestKey { get; init; }

    /// <summary>The model's message.</summary>
    public required string MessageId { get; init; }

    /// <summary>It was found on a side chain, and a main line with the same message takes its place.</summary>
    public bool Sidechain { get; init; }

    /// <summary>Which sub-agent, or null.</summary>
    public string? AgentId { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    /// <summary>
    /// Its prompt, whose turn it belongs to; without one it is the turn's that had begun last by then.
    /// </summary>
    public Guid? PromptId { get; init; }

    /// <summary>A copy with a larger weight takes the place of this one.</summary>
    public required ImmutableArray<long> Weight { get; init; }

    /// <summary>Each of the five kinds of tokens, also those that were not used.</summary>
    public required ImmutableArray<UsageKind> Kinds { get; init; }
}

/// <summary>Tokens of one kind.</summary>
/// <param name="TokenKind">input, output, cache_read, cache_write_5m or cache_write_1h.</param>
/// <param name="Tokens">How many.</param>
/// <param name="CostUsd">What they cost; null when no price is known.</param>
public sealed record UsageKind(string TokenKind, long Tokens, decimal? CostUsd);

/// <summary>A sign that somebody left the purpose.</summary>
/// <param name="DriftType">ai or user.</param>
/// <param name="EventKey">What makes a repeat of it the same.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="TurnNum">The turn it fell in, or null.</param>
/// <param name="TriggeredCheckpoint">It opened a checkpoint.</param>
public sealed record DriftRow(
    string DriftType,
    string EventKey,
    string Detail,
    int? TurnNum,
    bool TriggeredCheckpoint = false
);

/// <summary>
/// What a persona said of a turn, or what a person thought of it. Said again of the same turn it takes the place of
/// what was said before.
/// </summary>
/// <param name="PersonaId">Who.</param>
/// <param name="TurnNum">Of which turn.</param>
/// <param name="Comment">What; null to rate what is there.</param>
/// <param name="Line">How it stood in the footer; null for one that is only kept, being quiet or muted.</param>
/// <param name="Rating">What the person thought of it: useful, noise, wrong, or null.</param>
public sealed record CommentRow(Guid PersonaId, int TurnNum, string? Comment, string? Line, string? Rating = null)
{
    /// <summary>The line says that the persona is muted: noted with the persona, so that it is said once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Mutes { get; init; }
}

/// <summary>A link of a pipeline that a tool call reached; which run it moves is decided there.</summary>
/// <param name="PipelineId">The version.</param>
/// <param name="Place">The link, from 1.</param>
/// <param name="EventKey">The tool call.</param>
/// <param name="Project">Whose runs, or null.</param>
/// <param name="Subject">What the rule captured of the run's subject, or null.</param>
public sealed record LinkRow(Guid PipelineId, int Place, string EventKey, string? Project, string? Subject);

/// <summary>A matter that was put aside.</summary>
/// <param name="PersonaId">Who keeps it.</param>
/// <param name="Text">What it is, at most 500 characters.</param>
/// <param name="Key">What makes a repeat of it the same.</param>
public sealed record ParkedRow(Guid? PersonaId, string Text, string Key);
