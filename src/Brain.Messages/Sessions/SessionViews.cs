namespace Brain.Messages.Sessions;

/// <summary>One session in a list. Source: <c>v2.sessions</c>, most recently spoken first.</summary>
/// <param name="Id">The agent's session id.</param>
/// <param name="Status">active, ended, abandoned or archived.</param>
/// <param name="Project">The folder it works in.</param>
/// <param name="Purpose">What it is for, or null.</param>
/// <param name="Mode">What the agent may do.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="LastAt">When it last changed.</param>
/// <param name="Turns">Turns so far.</param>
/// <param name="Tokens">Tokens counted so far.</param>
/// <param name="Budget">The cap, or null.</param>
public sealed record SessionSummary(
    SessionId Id,
    string Status,
    string? Project,
    string? Purpose,
    Mode Mode,
    DateTimeOffset StartedAt,
    DateTimeOffset LastAt,
    int Turns,
    long Tokens,
    long? Budget
)
{
    /// <summary>When its transcript was seen to be gone, which the agent deletes after a while; null while it is there
    /// or none is known.</summary>
    public DateTimeOffset? TranscriptGoneAt { get; init; }
}

/// <summary>One turn in a list. Source: <c>v2.turns</c>, oldest first.</summary>
/// <param name="Num">1-based place in the session, without gaps.</param>
/// <param name="Status">ok, errored or archived.</param>
/// <param name="StartedAt">When the prompt came.</param>
/// <param name="EndedAt">When the answer was done, or null while it is open.</param>
/// <param name="User">What the person said, or null when nobody typed it.</param>
/// <param name="Assistant">What the assistant said last.</param>
/// <param name="ToolCalls">Tool calls of the turn.</param>
/// <param name="Error">What went wrong, or null.</param>
public sealed record TurnSummary(
    int Num,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? User,
    string? Assistant,
    int ToolCalls,
    string? Error
);

/// <summary>What a session used and cost. Source: <c>v2.cost_ledger</c>.</summary>
/// <param name="CostUsd">In US dollars, at list prices; what has no known price is not in it.</param>
/// <param name="UnpricedModels">Models whose tokens are counted and whose price is not known.</param>
/// <param name="Lines">By model and kind of token.</param>
public sealed record SessionCosts(decimal CostUsd, string[] UnpricedModels, CostLine[] Lines)
{
    /// <summary>Adds lines up.</summary>
    /// <param name="lines">By model and kind of token.</param>
    /// <param name="passed">Lines of its transcripts that were passed over.</param>
    public static SessionCosts Of(CostLine[] lines, PassedLines? passed = null) =>
        new(
            lines.Sum(line => line.CostUsd ?? 0),
            [.. lines.Where(line => line.CostUsd is null).Select(line => line.Model).Distinct(StringComparer.Ordinal)],
            lines
        )
        {
            PassedOver = passed is null || passed.Total() == 0 ? null : passed,
        };

    /// <summary>Lines of its transcripts that were passed over, by why; null when there are none.</summary>
    public PassedLines? PassedOver { get; init; }
}

/// <summary>Tokens of one kind that one model used.</summary>
/// <param name="Model">The model.</param>
/// <param name="Kind">input, output, cache_read, cache_write_5m or cache_write_1h.</param>
/// <param name="Requests">Model requests.</param>
/// <param name="Tokens">How many.</param>
/// <param name="CostUsd">In US dollars; null when any of them has no known price.</param>
public sealed record CostLine(string Model, string Kind, long Requests, long Tokens, decimal? CostUsd);

/// <summary>What happened since a place in the log, oldest first.</summary>
/// <param name="Cursor">Where to go on from; opaque.</param>
/// <param name="Lines">At most 200.</param>
public sealed record TailPage(string Cursor, TailLine[] Lines);

/// <summary>One thing that happened.</summary>
/// <param name="At">When.</param>
/// <param name="SessionId">In which session.</param>
/// <param name="Kind">session, turn, tool, decision or drift.</param>
/// <param name="Text">What, as one line.</param>
public sealed record TailLine(DateTimeOffset At, SessionId SessionId, string Kind, string Text);
