using System.Collections.Immutable;

namespace Brain.Domain.Drift;

/// <summary>What the Cop does about drift.</summary>
public enum DriftAct
{
    /// <summary>Nothing: it does not look.</summary>
    Off,

    /// <summary>It records and says so in the footer.</summary>
    Tell,

    /// <summary>It also opens a checkpoint when drift persists.</summary>
    Checkpoint,
}

/// <summary>When the Cop speaks up. Every threshold is a score, 0 to 1.</summary>
public sealed record DriftSettings
{
    /// <summary>What it does. The default is <see cref="DriftAct.Checkpoint"/>.</summary>
    public DriftAct Act { get; init; } = DriftAct.Checkpoint;

    /// <summary>A turn of this score or more has drifted: 0.3 to 0.95. The default is 0.6.</summary>
    public double Upper { get; init; } = 0.6;

    /// <summary>
    /// A checkpoint closes by itself below this smoothed score: 0.05 up to <see cref="Upper"/>. The default is 0.35.
    /// </summary>
    public double Lower { get; init; } = 0.35;

    /// <summary>Turns in a row that must have drifted before a checkpoint opens: 2 to 10. The default is 2.</summary>
    public int Persistence { get; init; } = 2;

    /// <summary>
    /// One turn of this score opens a checkpoint alone: <see cref="Upper"/> to 1. The default is 0.97.
    /// </summary>
    public double Overwhelming { get; init; } = 0.97;

    /// <summary>All defaults.</summary>
    public static readonly DriftSettings Default = new();

    /// <summary>What is wrong with these settings, one sentence each; empty when they can be used.</summary>
    public ImmutableArray<string> Problems() =>
        [
            .. Range(nameof(Upper), Upper, 0.3, 0.95),
            .. Range(nameof(Lower), Lower, 0.05, Upper),
            .. Range(nameof(Persistence), Persistence, 2, 10),
            .. Range(nameof(Overwhelming), Overwhelming, Upper, 1),
        ];

    // Written so that what is no number is out of range too.
    private static string[] Range(string name, double found, double min, double max) =>
        found >= min && found <= max
            ? []
            :
            [
                $"drift.{name.ToLowerInvariant()} is {found}; expected {min} to {max}. The settings before it "
                    + "stay in force.",
            ];
}
