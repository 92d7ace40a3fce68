namespace Brain.Messages.Skills;

/// <summary>A skill in a list. Source: <c>v2.capability_view</c>.</summary>
/// <param name="Id">The row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="TrustLevel">untested, trusted, verified or critical.</param>
/// <param name="Scope">user, project, plugin or folder: whose it is.</param>
/// <param name="Path">Its SKILL.md.</param>
public sealed record SkillSummary(
    Guid Id,
    string Name,
    string Description,
    string TrustLevel,
    string Scope,
    string Path
)
{
    /// <summary>The characters of an id that people type.</summary>
    public const int IdShown = 8;

    /// <summary>As its author counts them, or null.</summary>
    public string? Version { get; init; }

    /// <summary>Words that it is found by.</summary>
    public string[] Keywords { get; init; } = [];

    /// <summary>What kind of work it is for, or null.</summary>
    public string? Category { get; init; }

    /// <summary>healthy, degraded or broken.</summary>
    public string Health { get; init; } = "healthy";

    /// <summary>The plugin that brings it, or null.</summary>
    public string? Plugin { get; init; }

    /// <summary>The project's folder, or null.</summary>
    public string? Project { get; init; }

    /// <summary>How often it was used.</summary>
    public int Uses { get; init; }

    /// <summary>Uses that went well.</summary>
    public int Successes { get; init; }

    /// <summary>Uses that failed.</summary>
    public int Failures { get; init; }

    /// <summary>Tokens of turns in which it alone was used; null where nobody knows.</summary>
    public long? Tokens { get; init; }

    /// <summary>Dollars of them at list prices; null where nobody knows.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>When it was used last; null for never.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>When it was tested last; null for never.</summary>
    public DateTimeOffset? TestedAt { get; init; }

    /// <summary>How many things of its file can't be read.</summary>
    public int Faults { get; init; }

    /// <summary>What the scan of its folder says, 0 to 100; null before one.</summary>
    public double? ScanScore { get; init; }

    /// <summary>As agents call it: with its plugin, where it has one.</summary>
    public string FullName => Plugin is null ? Name : $"{Plugin}:{Name}";
}

/// <summary>One skill with all that is known of it.</summary>
/// <param name="Skill">As in a list.</param>
/// <param name="Body">The Markdown after the front matter.</param>
/// <param name="BodyHash">Of its whole folder.</param>
public sealed record SkillDetail(SkillSummary Skill, string Body, string BodyHash)
{
    /// <summary>What its author calls it beside the name, or null.</summary>
    public string? DeclaredId { get; init; }

    /// <summary>The front matter as it stands.</summary>
    public string Front { get; init; } = "";

    /// <summary>What it needs.</summary>
    public string[] Inputs { get; init; } = [];

    /// <summary>What it leaves.</summary>
    public string[] Outputs { get; init; } = [];

    /// <summary>The tools that it may use without being asked.</summary>
    public string[] AllowedTools { get; init; } = [];

    /// <summary>What must be there for it.</summary>
    public string[] Dependencies { get; init; } = [];

    /// <summary>What a use costs, in its author's words, or null.</summary>
    public string? CostEstimate { get; init; }

    /// <summary>The shell line that tests it, or null.</summary>
    public string? Test { get; init; }

    /// <summary>The machine that it lies on, as digests of its id and of an agent's folder.</summary>
    public string Host { get; init; } = "";

    /// <summary>Files in its folder.</summary>
    public int Files { get; init; }

    /// <summary>Bytes in its folder.</summary>
    public long Bytes { get; init; }

    /// <summary>All of its folder is in the hash; else it stays untested.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>What can't be read.</summary>
    public SkillFileFault[] Faults { get; init; } = [];

    /// <summary>What the scan of its folder found, the worst first.</summary>
    public ScanFinding[] Findings { get; init; } = [];

    /// <summary>What it can do, by that scan.</summary>
    public SkillCapabilities Capabilities { get; init; } = SkillCapabilities.None;

    /// <summary>What it can do since its folder changed last, such as <c>now runs curl</c>.</summary>
    public string[] CapabilityChanges { get; init; } = [];

    /// <summary>How its trust moved, the newest first.</summary>
    public SkillMove[] Moves { get; init; } = [];

    /// <summary>Its last uses, the newest first.</summary>
    public SkillUse[] LastUses { get; init; } = [];
}

/// <summary>What can't be read in a SKILL.md.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Reason">What, why, and what is now true.</param>
public sealed record SkillFileFault(int Line, string Reason)
{
    /// <summary>Which file; null where that is known.</summary>
    public string? Path { get; init; }
}

/// <summary>A move of a skill's trust.</summary>
/// <param name="At">When.</param>
/// <param name="From">The level before.</param>
/// <param name="To">The level since.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record SkillMove(DateTimeOffset At, string From, string To, string Reason);

/// <summary>A use of a skill.</summary>
/// <param name="At">When.</param>
/// <param name="Via">tool, slash, or report.</param>
/// <param name="Outcome">open, ok, failed or unknown.</param>
public sealed record SkillUse(DateTimeOffset At, string Via, string Outcome)
{
    /// <summary>Why it failed, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>In which session, or null.</summary>
    public Guid? Session { get; init; }

    /// <summary>Tokens of its turn, where it alone was used.</summary>
    public long? Tokens { get; init; }
}

/// <summary>Has skills read.</summary>
/// <param name="Folders">Whole paths of folders to look through; none for all that are known.</param>
public sealed record SyncSkills(string[] Folders);

/// <summary>What became of skills when their folders were read.</summary>
/// <param name="Found">Skills that are there.</param>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Those whose folders changed.</param>
/// <param name="Moved">Those that have another place, with or without a change.</param>
/// <param name="Same">Those that are as they were.</param>
/// <param name="Gone">Those that are no more.</param>
/// <param name="Reset">Those that lost their trust, for their folders changed.</param>
public sealed record SkillsSynced(int Found, int Added, int Changed, int Moved, int Same, int Gone, int Reset)
{
    /// <summary>What can't be read, with file and line.</summary>
    public SkillFileFault[] Faults { get; init; } = [];

    /// <summary>Files of which nothing is used.</summary>
    public int Unusable { get; init; }

    /// <summary>Links that were not followed.</summary>
    public int LinksPassed { get; init; }

    /// <summary>Folders that could not be looked into.</summary>
    public string[] Unread { get; init; } = [];

    /// <summary>Nothing was left out for its number or depth.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>All is written, and a search finds it only in a while.</summary>
    public bool FoundLater { get; init; }
}

/// <summary>A skill that was found.</summary>
/// <param name="Skill">Which.</param>
/// <param name="Score">How well it fits, to compare with the others.</param>
/// <param name="Words">The words' part of it, before it is standardised.</param>
public sealed record SkillMatch(SkillSummary Skill, double Score, double Words)
{
    /// <summary>How near its meaning is; null where vectors did not find it.</summary>
    public double? Cosine { get; init; }
}

/// <summary>Skills that were found, best first.</summary>
/// <param name="Results">At most as many as were asked for.</param>
/// <param name="Note">Why it was searched by words alone; null when it was not.</param>
public sealed record SkillMatches(SkillMatch[] Results, string? Note);
