namespace Brain.Messages.Pipelines;

/// <summary>One version of a pipeline as people see it.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">From 1.</param>
/// <param name="Status">active, superseded or archived.</param>
/// <param name="Description">What it is for, or null.</param>
/// <param name="Tell">Who is told when a link is late: a persona's name.</param>
/// <param name="Links">The links in their order, with their allowance in seconds or none.</param>
/// <param name="Open">Runs of any version that are open.</param>
/// <param name="Late">Of those, how many wait for a link that is late.</param>
/// <param name="Body">Its file as it was written; null in a list.</param>
public sealed record PipelineSummary(
    Guid Id,
    string Name,
    int Version,
    string Status,
    string? Description,
    string Tell,
    PipelineLink[] Links,
    int Open,
    int Late,
    string? Body = null
);

/// <summary>One link as people see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WithinS">Seconds it may take; null for as long as it likes.</param>
public sealed record PipelineLink(string Name, long? WithinS);

/// <summary>One run as people see it.</summary>
/// <param name="Id">Its row; its first eight characters are enough to name it.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Version">The version that it began with.</param>
/// <param name="Status">open, done or abandoned.</param>
/// <param name="Subject">What it is about, or null.</param>
/// <param name="Project">Whose sessions may move it; null for every project's.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Awaiting">The link that is next, or null.</param>
/// <param name="DueAt">When that one is late; null when it may take its time, or was told to be late.</param>
/// <param name="LateSince">Since when it is late, or null.</param>
/// <param name="Tell">Who is told: a persona's name.</param>
/// <param name="Links">What happened to each link; empty in a list.</param>
public sealed record RunSummary(
    Guid Id,
    string Pipeline,
    int Version,
    string Status,
    string? Subject,
    string? Project,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Awaiting,
    DateTimeOffset? DueAt,
    DateTimeOffset? LateSince,
    string Tell,
    RunLink[] Links
)
{
    /// <summary>The most runs of one list.</summary>
    public const int ListMax = 1_000;
}

/// <summary>What happened to one link; each moment is null when that did not happen.</summary>
/// <param name="Name">The link.</param>
/// <param name="WithinS">Seconds it may take; null for as long as it likes.</param>
/// <param name="ReachedAt">The outcome was there.</param>
/// <param name="BrokenAt">It was late.</param>
/// <param name="HealedAt">It was late and came.</param>
/// <param name="SkippedAt">A person let it be.</param>
/// <param name="EarlyAt">It came before its turn and did not count.</param>
public sealed record RunLink(
    string Name,
    long? WithinS,
    DateTimeOffset? ReachedAt,
    DateTimeOffset? BrokenAt,
    DateTimeOffset? HealedAt,
    DateTimeOffset? SkippedAt,
    DateTimeOffset? EarlyAt
);

/// <summary>How messages to people's ntfy do.</summary>
/// <param name="Server">Where they go; null when none is configured, and then none is written.</param>
/// <param name="Topic">The topic of a pipeline that names none.</param>
/// <param name="Pending">Messages that wait to be sent, or to be sent again.</param>
/// <param name="Failing">Of those, how many failed at least once.</param>
/// <param name="Failed">Messages that were given up in the last 7 days.</param>
/// <param name="Sent">Messages sent in the last 7 days.</param>
/// <param name="Error">Why the newest of the failing or failed ones did, or null.</param>
/// <param name="Fault">What is wrong with the settings, or null.</param>
public sealed record NtfyReport(
    string? Server,
    string? Topic,
    int Pending,
    int Failing,
    int Failed,
    int Sent,
    string? Error,
    string? Fault
);
