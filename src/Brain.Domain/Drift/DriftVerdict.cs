using System.Collections.Immutable;

namespace Brain.Domain.Drift;

/// <summary>Who drifts. The words are those of <c>v2.drift_events.drift_type</c>.</summary>
public enum DriftKind
{
    /// <summary>The assistant does what it was not asked for.</summary>
    Ai,

    /// <summary>The person's topic has moved.</summary>
    User,
}

/// <summary>What one signal found in a turn.</summary>
/// <param name="Signal">Its name, such as <c>outside</c>.</param>
/// <param name="Value">How strongly, 0 to 1.</param>
/// <param name="Weight">How much it may count, 0 to 1.</param>
/// <param name="Sentence">What was seen, as facts for people.</param>
public sealed record DriftFinding(string Signal, double Value, double Weight, string Sentence);

/// <summary>How far somebody drifted in one turn, and why.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="Findings">Every signal of this kind that found something, strongest first.</param>
public sealed record DriftScore(double Score, ImmutableArray<DriftFinding> Findings)
{
    /// <summary>Nothing found.</summary>
    public static readonly DriftScore None = new(0, []);

    /// <summary>The two strongest findings in words; empty when there is none.</summary>
    public string Why => string.Join("; ", Findings.Take(2).Select(finding => finding.Sentence));
}

/// <summary>Something for <c>v2.drift_events</c>.</summary>
/// <param name="Type">Who drifted.</param>
/// <param name="Detail">Score and reasons.</param>
/// <param name="TriggeredCheckpoint">It opened a checkpoint.</param>
public sealed record DriftEvent(DriftKind Type, string Detail, bool TriggeredCheckpoint);

/// <summary>What the Cop makes of a turn.</summary>
/// <param name="Ai">The assistant's drift.</param>
/// <param name="User">The person's drift.</param>
/// <param name="Level">Where things stand now; the next turn is judged with it.</param>
/// <param name="Events">What to record: at most one for each kind.</param>
/// <param name="Opened">The checkpoint that this turn opened, or null.</param>
/// <param name="Comment">The Cop's line for the footer, without emoji and name; null when all is well or a checkpoint
/// is open.</param>
public sealed record DriftVerdict(
    DriftScore Ai,
    DriftScore User,
    DriftLevel Level,
    ImmutableArray<DriftEvent> Events,
    Checkpoint? Opened,
    string? Comment
)
{
    /// <summary>The score of one kind.</summary>
    public DriftScore this[DriftKind kind] => kind == DriftKind.Ai ? Ai : User;
}
