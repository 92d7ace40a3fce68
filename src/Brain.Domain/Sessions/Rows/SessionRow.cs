using System.Collections.Immutable;

namespace Brain.Domain.Sessions;

/// <summary>The session's own columns.</summary>
public sealed record SessionRow
{
    /// <summary>active, ended, abandoned or archived.</summary>
    public required string Status { get; init; }

    /// <summary>The folder it works in, as it was given.</summary>
    public string? ProjectPath { get; init; }

    /// <summary>Which project that is.</summary>
    public string? ProjectKey { get; init; }

    /// <summary>What it is for.</summary>
    public string? Purpose { get; init; }

    /// <summary>sparring, execution or debug.</summary>
    public required string Mode { get; init; }

    /// <summary>The most tokens, or null.</summary>
    public long? BudgetCap { get; init; }

    /// <summary>The most dollars, or null.</summary>
    public decimal? BudgetUsd { get; init; }

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
/// <param name="Process">The agent's process that it lives in.</param>
/// <param name="AgentSessionId">The agent's own id of the session, where that is no UUID.</param>
/// <param name="Muted">It is told nothing by itself of other sessions.</param>
public sealed record SessionNotes(
    bool Provisional,
    bool Hard,
    bool BudgetWarned,
    string? TranscriptPath,
    string? Model,
    string? EndReason,
    int? Process,
    string? AgentSessionId = null,
    bool? Muted = null
)
{
    /// <summary>What was said at its start and is still to be shown; empty once it was.</summary>
    public string? Unshown { get; init; }

    /// <summary>Of whose processes <see cref="Process"/> is one.</summary>
    public string? Machine { get; init; }

    /// <summary>The caps in dollars of which the person was told that most is used.</summary>
    public ImmutableArray<string>? SpendWarned { get; init; }
}
