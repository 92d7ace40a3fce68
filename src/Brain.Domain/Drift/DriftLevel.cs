using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Decisions;

namespace Brain.Domain.Drift;

/// <summary>How far one kind of drift has come.</summary>
/// <param name="Smoothed">Rises with the score at once and falls halfway to it in each turn: 0 to 1.</param>
/// <param name="Row">Turns above the upper threshold since the last one below the lower.</param>
/// <param name="Since">The first of them; 0 when there is none.</param>
public sealed record DriftGauge(double Smoothed, int Row, int Since)
{
    /// <summary>No drift.</summary>
    public static readonly DriftGauge Zero = new(0, 0, 0);

    /// <summary>After one more turn. Between the thresholds the row neither grows nor ends.</summary>
    internal DriftGauge After(double score, int turn, double upper, double lower)
    {
        var smoothed = Math.Max(score, (Smoothed + score) / 2);
        if (score >= upper)
            return new(smoothed, Row + 1, Row == 0 ? turn : Since);
        return score < lower ? new(smoothed, 0, 0) : this with { Smoothed = smoothed };
    }
}

/// <summary>
/// Where drift stands in a session, carried from turn to turn. Shape: bounded whatever the session's length; plain
/// values, so that it can be stored as JSON.
/// </summary>
public sealed record DriftLevel
{
    /// <summary>The most marks that are remembered as accepted: more than one turn can have.</summary>
    public const int AcceptedMax = 1_500;

    /// <summary>The most terms of earlier turns that are remembered.</summary>
    public const int RecentMax = 160;

    /// <summary>The most terms of another matter that are remembered.</summary>
    public const int AsideMax = 80;

    /// <summary>The most by which dismissals raise the upper threshold.</summary>
    public const double RaisedMax = 0.2;

    internal const double RaisedStep = 0.05;

    /// <summary>A session that has not drifted.</summary>
    public static readonly DriftLevel Calm = new();

    /// <summary>The purpose that it was judged against; with another one it starts anew.</summary>
    public string? Purpose { get; init; }

    /// <summary>The assistant's.</summary>
    public DriftGauge Ai { get; init; } = DriftGauge.Zero;

    /// <summary>The person's.</summary>
    public DriftGauge User { get; init; } = DriftGauge.Zero;

    /// <summary>The checkpoint that waits for an answer, or null.</summary>
    public Checkpoint? Open { get; init; }

    /// <summary>
    /// The prompt that the checkpoint held back, redacted, so that it outlives a restart; null when there is none.
    /// </summary>
    public HeldPrompt? Held { get; init; }

    /// <summary>Terms of the turns that kept to the topic, newest first: at most <see cref="RecentMax"/>.</summary>
    public ImmutableArray<string> Recent { get; init; } = [];

    /// <summary>
    /// Terms of the other matter that the person was on in the newest turns, newest first: at most
    /// <see cref="AsideMax"/>; none when the newest turn kept to the topic.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<string> Aside
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>Marks of what the person said belongs here, newest first: at most <see cref="AcceptedMax"/>.</summary>
    public ImmutableArray<string> Accepted { get; init; } = [];

    /// <summary>By how much dismissals raised the upper threshold: 0 to <see cref="RaisedMax"/>.</summary>
    public double Raised { get; init; }

    /// <summary>The gauge of one kind.</summary>
    public DriftGauge this[DriftKind kind] => kind == DriftKind.Ai ? Ai : User;

    /// <summary>What becomes of it when the person answers.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="signs">The turn that the answer is about: the newest that was judged.</param>
    public Settled After(Checkpoint.Answer answer, TurnSigns signs)
    {
        var kind = Open?.Kind;
        var calm = this with { Ai = DriftGauge.Zero, User = DriftGauge.Zero, Open = null, Held = null, Aside = [] };
        var accepted = calm with { Accepted = Newest(TurnEvidence.Of(signs, this).Marks, Accepted, AcceptedMax) };
        return answer.Choice switch
        {
            CheckpointChoice.Stay => new(accepted),
            CheckpointChoice.Wrong => new(accepted with { Raised = Math.Min(RaisedMax, Raised + RaisedStep) })
            {
                RatesWrong = true,
            },
            CheckpointChoice.Park => new(calm) { Parked = CopText.Matter(kind, signs) },
            _ => new(calm with { Recent = [] })
            {
                Purpose = answer.Purpose ?? (kind == DriftKind.User ? CopText.FirstLine(signs.Asked) : null),
            },
        };
    }

    internal static ImmutableArray<string> Newest(IEnumerable<string> newer, IEnumerable<string> older, int max) =>
        [.. newer.Concat(older).Distinct(StringComparer.Ordinal).Take(max)];
}

/// <summary>What an answer at a checkpoint brings.</summary>
/// <param name="Level">Where drift stands now.</param>
public sealed record Settled(DriftLevel Level)
{
    /// <summary>The Cop's newest comment is to be rated wrong.</summary>
    public bool RatesWrong { get; init; }

    /// <summary>The matter that was put aside, in words for an open item of at most 200 characters, or null.</summary>
    public string? Parked { get; init; }

    /// <summary>
    /// The new purpose, or null when it stays. "redeclare" alone makes the person's drifted prompt the purpose; when it
    /// was the assistant that drifted there is no such prompt, and the person is to be asked for one.
    /// </summary>
    public string? Purpose { get; init; }
}
