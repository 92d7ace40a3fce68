using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Decisions;

namespace Brain.Domain.Drift;

/// <summary>What a decision leaves of drift. Written by <c>v2.record_drift</c>.</summary>
public sealed record DriftChange : IChangePart
{
    /// <summary>Nothing.</summary>
    public static readonly DriftChange None = new();

    /// <summary>Signs that somebody left the purpose.</summary>
    [JsonPropertyName("drifts")]
    public ImmutableArray<DriftRow> Signs
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>Where drift stands now; null when it stays where it was.</summary>
    [JsonPropertyName("drift")]
    public DriftLevel? Level { get; init; }

    /// <summary>Matters that were put aside, as open items of the Cop.</summary>
    public ImmutableArray<ParkedRow> Parked
    {
        get;
        init => field = value.OrNone();
    } = [];
}

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
)
{
    /// <summary>Of what the Cop saw in a turn.</summary>
    public static DriftRow Of(DriftEvent seen, int turn) =>
        new(
            seen.Type == DriftKind.Ai ? "ai" : "user",
            $"drift:{turn}:{seen.Type}",
            seen.Detail,
            turn,
            seen.TriggeredCheckpoint
        );
}

/// <summary>A matter that was put aside.</summary>
/// <param name="PersonaId">Who keeps it.</param>
/// <param name="Text">What it is, at most 500 characters.</param>
/// <param name="Key">What makes a repeat of it the same.</param>
public sealed record ParkedRow(Guid? PersonaId, string Text, string Key);
