using Brain.Messages;
using Brain.Messages.Knowledge;
using Brain.Messages.Personas;
using Brain.Messages.Pipelines;
using Brain.Messages.Rules;
using Brain.Messages.Skills;

namespace Brain.Dashboard;

/// <summary>What pages show that the silo knows without a row, or finds in its own way.</summary>
public interface IDashboardSource
{
    /// <summary>Every persona with its ratings.</summary>
    PersonaSummary[] Personas();

    /// <summary>Pipelines as they are defined now.</summary>
    Task<PipelineSummary[]> Pipelines(CancellationToken stop);

    /// <summary>What is found, with the parts of each score.</summary>
    Task<SearchResults> Search(SearchRequest asked, CancellationToken stop);

    /// <summary>Learnings of a status, the newest first.</summary>
    Task<LearningSummary[]> Learnings(string status, int most, CancellationToken stop);

    /// <summary>Documents that search looks in.</summary>
    Task<DocumentSummary[]> Documents(CancellationToken stop);

    /// <summary>Rules with their hits.</summary>
    Task<RuleSummary[]> Rules(CancellationToken stop);

    /// <summary>Every skill.</summary>
    Task<SkillSummary[]> Skills(CancellationToken stop);

    /// <summary>One skill with its evidence, by its id; null when there is none.</summary>
    Task<SkillDetail?> Skill(string id, CancellationToken stop);

    /// <summary>Where the silo is: whose days costs are told by.</summary>
    TimeZoneInfo Zone { get; }

    /// <summary>Caps in dollars and what of each is used: over all sessions, of projects, of live sessions.</summary>
    Task<CapFigures[]> Caps(CancellationToken stop);

    /// <summary>How the silo does.</summary>
    Task<HealthFigures> Health(CancellationToken stop);
}

/// <summary>How the silo does.</summary>
public sealed record HealthFigures
{
    /// <summary>Of this build.</summary>
    public required string Version { get; init; }

    /// <summary>Why no hook is taken, or null.</summary>
    public string? NotReady { get; init; }

    /// <summary>Since when this silo runs.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Bytes of memory that the process holds.</summary>
    public long Memory { get; init; }

    /// <summary>How long hooks took, by event, since the silo started.</summary>
    public HookFigures[] Hooks { get; init; } = [];

    /// <summary>Grains that are awake, by type, over all silos.</summary>
    public (string Type, long Count)[] Grains { get; init; } = [];

    /// <summary>Events that wait in the spool, and their bytes.</summary>
    public (long Files, long Bytes) Spool { get; init; }

    /// <summary>What is wrong with files of settings.</summary>
    public string[] Faults { get; init; } = [];

    /// <summary>Browsers that are signed in.</summary>
    public BrowserLogin[] Logins { get; init; } = [];

    /// <summary>Agents' transcripts: what is read, what waits, how long they are kept.</summary>
    public TranscriptFigures? Transcripts { get; init; }
}

/// <summary>A cap in dollars, and what of it is used.</summary>
/// <param name="Of">What it holds for, in words.</param>
/// <param name="Used">Dollars.</param>
/// <param name="Most">The cap.</param>
public sealed record CapFigures(string Of, decimal Used, decimal Most);

/// <summary>How long one event's hooks took.</summary>
/// <param name="Event">Which.</param>
/// <param name="Count">How many were answered.</param>
/// <param name="P50">Milliseconds within which half were.</param>
/// <param name="P95">Within which 95 of 100 were.</param>
/// <param name="P99">Within which 99 of 100 were.</param>
/// <param name="Max">The slowest.</param>
public sealed record HookFigures(string Event, long Count, double P50, double P95, double P99, double Max);

/// <summary>Agents' transcripts on this machine.</summary>
/// <param name="Unread">Files that are not read to their end.</param>
/// <param name="Gone">Transcripts that are there no more.</param>
/// <param name="KeptDays">After how many days the agent deletes them; null where nobody knows.</param>
public sealed record TranscriptFigures(long Unread, long Gone, int? KeptDays);
