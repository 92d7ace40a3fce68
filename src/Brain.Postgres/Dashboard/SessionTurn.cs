namespace Brain.Postgres.Dashboard;

/// <summary>A turn with all that belongs to it. Source: <c>sql/dashboard/read_session_turns.sql</c>.</summary>
public sealed record SessionTurn
{
    /// <summary>1-based place.</summary>
    public int Num { get; init; }

    /// <summary>ok, errored or archived.</summary>
    public string Status { get; init; } = "ok";

    /// <summary>When the prompt came.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was answered; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public string? Error { get; init; }

    /// <summary>What the person said, or null.</summary>
    public string? Prompt { get; init; }

    /// <summary>What was answered, or null.</summary>
    public string? Answer { get; init; }

    /// <summary>What the Auditor calls it, or null.</summary>
    public string? Class { get; init; }

    /// <summary>Tokens read.</summary>
    public long TokensIn { get; init; }

    /// <summary>Tokens written.</summary>
    public long TokensOut { get; init; }

    /// <summary>Dollars at list prices, or null.</summary>
    public decimal? Cost { get; init; }

    /// <summary>How many tool calls it made.</summary>
    public long CallsAll { get; init; }

    /// <summary>How many of them went wrong.</summary>
    public long Faults { get; init; }

    /// <summary>Its tool calls, oldest first, at most 200.</summary>
    public TurnCall[] Calls { get; init; } = [];

    /// <summary>What personas said of it.</summary>
    public TurnComment[] Comments { get; init; } = [];

    /// <summary>How much hooks decided in it.</summary>
    public long DecisionsAll { get; init; }

    /// <summary>What hooks decided in it, oldest first, at most 100.</summary>
    public TurnDecision[] Decisions { get; init; } = [];

    /// <summary>Commits that were made in it, and what became of them.</summary>
    public TurnCommit[] Commits { get; init; } = [];

    /// <summary>Signs that it left the purpose.</summary>
    public TurnDrift[] Drifts { get; init; } = [];
}

/// <summary>A tool call of a turn.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Target">What it was aimed at, or null.</param>
/// <param name="Status">started, ok, errored, denied, interrupted or archived.</param>
/// <param name="Ms">Milliseconds it took, or null.</param>
/// <param name="Error">What went wrong, or null.</param>
/// <param name="Agent">The sub-agent that made it, or null.</param>
public sealed record TurnCall(string Tool, string? Target, string Status, double? Ms, string? Error, string? Agent);

/// <summary>A commit that was made in a turn.</summary>
/// <param name="Sha">Its first seven digits.</param>
/// <param name="Branch">On which branch, or null.</param>
/// <param name="Subject">Its first line.</param>
/// <param name="Outcome">open, landed, reverted, gone or unknown.</param>
public sealed record TurnCommit(string Sha, string? Branch, string Subject, string Outcome);

/// <summary>What a persona said of a turn.</summary>
/// <param name="Persona">Its name.</param>
/// <param name="Emoji">Its mark.</param>
/// <param name="Comment">What.</param>
/// <param name="Rating">useful, noise, wrong or null.</param>
/// <param name="RatedBy">Who rated it, or null.</param>
public sealed record TurnComment(string Persona, string Emoji, string Comment, string? Rating, string? RatedBy);

/// <summary>What a hook decided in a turn.</summary>
/// <param name="Event">At which event.</param>
/// <param name="Decision">allow, ask, deny or block.</param>
/// <param name="Rule">What decided.</param>
/// <param name="Version">Its version.</param>
/// <param name="Reason">In words.</param>
/// <param name="Inputs">From what, as JSON.</param>
/// <param name="At">When.</param>
/// <param name="RuleId">The person's rule, or null.</param>
/// <param name="Rating">useful, noise, wrong or null.</param>
public sealed record TurnDecision(
    string Event,
    string Decision,
    string Rule,
    string Version,
    string Reason,
    string Inputs,
    DateTimeOffset At,
    Guid? RuleId,
    string? Rating
);

/// <summary>A sign that a turn left the purpose.</summary>
/// <param name="Kind">ai or user: who left it.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Asked">The person was asked about it.</param>
public sealed record TurnDrift(string Kind, string Detail, bool Asked);
