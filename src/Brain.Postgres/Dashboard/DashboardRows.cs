namespace Brain.Postgres.Dashboard;

/// <summary>What the first page's heading tells.</summary>
/// <param name="Live">Live sessions.</param>
/// <param name="All">All sessions.</param>
/// <param name="CostOfDay">Dollars of the last 24 hours.</param>
public sealed record SessionCounts(long Live, long All, decimal CostOfDay);

/// <summary>How much there is of what pages show a part of.</summary>
/// <param name="RunsOpen">Open runs of pipelines.</param>
/// <param name="RunsLate">Those of them that are late.</param>
/// <param name="Runs">All runs.</param>
/// <param name="Unreviewed">Learnings that wait for a review.</param>
/// <param name="Kept">Learnings that sessions are told.</param>
public sealed record ListCounts(long RunsOpen, long RunsLate, long Runs, long Unreviewed, long Kept);

/// <summary>What hooks decided in no turn.</summary>
/// <param name="Shown">Oldest first, the newest <see cref="ShownMax"/>.</param>
/// <param name="All">How many there are.</param>
public sealed record TurnlessDecisions(TurnDecision[] Shown, long All)
{
    /// <summary>The most that are shown with a page of turns.</summary>
    public const int ShownMax = 100;
}

/// <summary>What a turn cost.</summary>
/// <param name="Num">1-based place.</param>
/// <param name="Cost">Dollars.</param>
/// <param name="Tokens">Tokens of all kinds.</param>
/// <param name="Drifts">It has a sign of drift.</param>
public sealed record TurnCost(int Num, decimal Cost, long Tokens, bool Drifts);

/// <summary>One that a session comes from, that came of it, or that worked in it.</summary>
public sealed record LineageLink
{
    /// <summary>session or agent.</summary>
    public required string Kind { get; init; }

    /// <summary>The session; null for an agent.</summary>
    public Guid? Id { get; init; }

    /// <summary>Steps up (negative) or down; 0 for an agent.</summary>
    public int Step { get; init; }

    /// <summary>resume, fork or clear, or null.</summary>
    public string? How { get; init; }

    /// <summary>What it is for, or its name.</summary>
    public string? Name { get; init; }

    /// <summary>The session's status, or null.</summary>
    public string? Status { get; init; }

    /// <summary>Turns of a session, calls of an agent.</summary>
    public long Count { get; init; }

    /// <summary>Dollars of an agent, or null.</summary>
    public decimal? Cost { get; init; }
}

/// <summary>What a persona said lately.</summary>
public sealed record PersonasComment
{
    /// <summary>Who.</summary>
    public required Guid Persona { get; init; }

    /// <summary>In which session, or null.</summary>
    public Guid? Session { get; init; }

    /// <summary>About which turn, or null.</summary>
    public int? Turn { get; init; }

    /// <summary>What.</summary>
    public string Comment { get; init; } = "";

    /// <summary>useful, noise, wrong or null.</summary>
    public string? Rating { get; init; }

    /// <summary>Who rated it, or null.</summary>
    public string? RatedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A question to every persona.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Status">open, collated or interrupted.</param>
/// <param name="At">When.</param>
/// <param name="Replies">What each said.</param>
public sealed record ShownBroadcast(Guid Id, string Question, string Status, DateTimeOffset At, ShownReply[] Replies);

/// <summary>A persona's reply.</summary>
/// <param name="Persona">Its name.</param>
/// <param name="Emoji">Its mark.</param>
/// <param name="Status">answered, evidence, late or failed.</param>
/// <param name="Reply">What.</param>
public sealed record ShownReply(string Persona, string Emoji, string Status, string Reply);

/// <summary>How large the database is. Source: <c>sql/dashboard/read_sizes.sql</c>.</summary>
public sealed record DatabaseSize
{
    /// <summary>All of it.</summary>
    public long Bytes { get; init; }

    /// <summary>The largest tables with their indexes.</summary>
    public TableSize[] Tables { get; init; } = [];

    /// <summary>Rows that wait for the search index.</summary>
    public long ToIndex { get; init; }

    /// <summary>Messages that wait to be sent.</summary>
    public long ToSend { get; init; }

    /// <summary>Turns of sessions by the day they began, the last 14 days.</summary>
    public DayTurns[] Grows { get; init; } = [];

    /// <summary>How large it was by day, the oldest first, as far as it was noted in the last 30 days.</summary>
    public DayBytes[] Days { get; init; } = [];

    /// <summary>By how much it grew since the first of those days; null where only today is known.</summary>
    public long? Grown => Days is [var first, _, ..] ? Bytes - first.Bytes : null;
}

/// <summary>How large the database was on a day.</summary>
/// <param name="Day">As <c>2026-11-29</c>, in UTC.</param>
/// <param name="Bytes">All of it.</param>
public sealed record DayBytes(string Day, long Bytes);

/// <summary>A table's size.</summary>
/// <param name="Name">With its schema.</param>
/// <param name="Bytes">With its indexes.</param>
/// <param name="Rows">About how many.</param>
public sealed record TableSize(string Name, long Bytes, long Rows);

/// <summary>Turns of a day.</summary>
/// <param name="Day">As <c>2026-11-29</c>.</param>
/// <param name="Turns">How many.</param>
public sealed record DayTurns(string Day, long Turns);
