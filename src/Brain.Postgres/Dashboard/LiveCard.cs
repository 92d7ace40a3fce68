namespace Brain.Postgres.Dashboard;

/// <summary>A live session as the first page shows it. Source: <c>sql/dashboard/list_live_sessions.sql</c>.</summary>
public sealed record LiveCard
{
    /// <summary>The session.</summary>
    public required Guid Id { get; init; }

    /// <summary>The folder it works in, or null.</summary>
    public string? Project { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Purpose { get; init; }

    /// <summary>Nobody declared the purpose: it is read from the first prompt.</summary>
    public bool Provisional { get; init; }

    /// <summary>sparring, debug or execution.</summary>
    public string Mode { get; init; } = "execution";

    /// <summary>The agent or door that it came by.</summary>
    public string Source { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When its row changed last.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Turns so far.</summary>
    public int Turns { get; init; }

    /// <summary>Tokens that count against its budget.</summary>
    public long Tokens { get; init; }

    /// <summary>The cap, or null.</summary>
    public long? Budget { get; init; }

    /// <summary>The cap in dollars, or null.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>Dollars at list prices; null where no price is known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>How far it drifted, 0 to 1.</summary>
    public double Drift { get; init; }

    /// <summary>A checkpoint waits for the person's answer.</summary>
    public bool Checkpoint { get; init; }

    /// <summary>Its newest turn, or null.</summary>
    public LatestTurn? Last { get; init; }

    /// <summary>The newest decision that was no plain allow, or null.</summary>
    public LatestDecision? Decision { get; init; }

    /// <summary>Open runs of pipelines that were started in it.</summary>
    public string[] Runs { get; init; } = [];
}

/// <summary>The newest turn of a live session.</summary>
public sealed record LatestTurn
{
    /// <summary>1-based place.</summary>
    public int Num { get; init; }

    /// <summary>ok, errored or archived.</summary>
    public string Status { get; init; } = "ok";

    /// <summary>When the prompt came.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was answered; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the person said, its first 300 characters.</summary>
    public string? Prompt { get; init; }

    /// <summary>What was answered, its first 300 characters.</summary>
    public string? Answer { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Tool calls so far.</summary>
    public long Calls { get; init; }

    /// <summary>The call that runs now, or null.</summary>
    public string? Tool { get; init; }

    /// <summary>When the newest call began, or null.</summary>
    public DateTimeOffset? ToolAt { get; init; }

    /// <summary>What the agent itself asks its person's permission for, until that call is over; null for nothing.
    /// </summary>
    public string? Asks { get; init; }

    /// <summary>The agent put a question to its person, who did not answer yet.</summary>
    public bool Question { get; init; }

    /// <summary>Files that it changed, the newest first, at most 3.</summary>
    public string[] Files { get; init; } = [];
}

/// <summary>A decision of a hook.</summary>
/// <param name="Decision">allow, ask, deny or block.</param>
/// <param name="Rule">What decided.</param>
/// <param name="Reason">In words.</param>
/// <param name="At">When.</param>
/// <param name="Call">The status of the call that it was about, such as started; null when it was about none.</param>
public sealed record LatestDecision(
    string Decision,
    string Rule,
    string Reason,
    DateTimeOffset At,
    string? Call = null
);
