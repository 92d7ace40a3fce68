using System.Collections.Immutable;

namespace Brain.Domain.Drift;

/// <summary>One thing to look for.</summary>
/// <param name="Kind">Whose drift it is a sign of.</param>
/// <param name="Name">Short and stable.</param>
/// <param name="Weight">How much it may count, 0 to 1: the score when it alone is sure.</param>
/// <param name="Sense">How strongly it is there, 0 to 1, and what was seen. It must not throw.</param>
public sealed record DriftSignal(
    DriftKind Kind,
    string Name,
    double Weight,
    Func<TurnEvidence, (double Value, string Sentence)> Sense
);

/// <summary>👮 Cop: compares what happened in a turn with what the session is for.</summary>
public static class DriftJudge
{
    /// <summary>Everything that is looked for.</summary>
    public static readonly ImmutableArray<DriftSignal> Signals =
    [
        .. AssistantDrift.Signals,
        .. PersonDrift.Signals,
        .. MeaningDrift.Signals,
    ];

    /// <summary>Judges a turn that ended.</summary>
    /// <param name="signs">The turn.</param>
    /// <param name="before">What the turn before it left; <see cref="DriftLevel.Calm"/> for the first.</param>
    /// <param name="settings">When to speak up.</param>
    public static DriftVerdict Judge(TurnSigns signs, DriftLevel before, DriftSettings settings) =>
        Judge(signs, before, settings, Signals);

    /// <summary>Judges a turn by signals of one's own.</summary>
    public static DriftVerdict Judge(
        TurnSigns signs,
        DriftLevel before,
        DriftSettings settings,
        ImmutableArray<DriftSignal> signals
    )
    {
        if (settings.Act == DriftAct.Off)
            return new(DriftScore.None, DriftScore.None, before, [], null, null);
        var start =
            before.Purpose == signs.Purpose
                ? before
                : before with
                {
                    Purpose = signs.Purpose,
                    Ai = DriftGauge.Zero,
                    User = DriftGauge.Zero,
                    Open = null,
                    Aside = [],
                };
        var turn = TurnEvidence.Of(signs, start);
        var ai = Score(turn, DriftKind.Ai, signals);
        var user = Score(turn, DriftKind.User, signals);
        return Conclude(turn, start, settings, new(ai, user, start, [], null, null));
    }

    // Signals are independent witnesses: each takes its part of what the others leave unexplained.
    private static DriftScore Score(TurnEvidence turn, DriftKind kind, ImmutableArray<DriftSignal> signals)
    {
        var findings = signals
            .Where(signal => signal.Kind == kind)
            .Select(signal => Sense(turn, signal))
            .Where(finding => finding.Value > 0)
            .OrderByDescending(finding => finding.Value * finding.Weight)
            .ToImmutableArray();
        return new(
            Math.Round(
                1 - findings.Aggregate(1.0, (rest, finding) => rest * (1 - (finding.Value * finding.Weight))),
                4
            ),
            findings
        );
    }

    private static DriftFinding Sense(TurnEvidence turn, DriftSignal signal)
    {
        var (value, sentence) = signal.Sense(turn);
        return new(signal.Name, value > 0 ? Math.Min(1, value) : 0, Math.Clamp(signal.Weight, 0, 1), sentence);
    }

    private static DriftVerdict Conclude(
        TurnEvidence turn,
        DriftLevel before,
        DriftSettings settings,
        DriftVerdict found
    )
    {
        var upper = Math.Min(settings.Upper + before.Raised, Math.Max(settings.Upper, settings.Overwhelming));
        var gauged = before with
        {
            Ai = before.Ai.After(found.Ai.Score, turn.Signs.Num, upper, settings.Lower),
            User = before.User.After(found.User.Score, turn.Signs.Num, upper, settings.Lower),
            Aside = found.User.Score >= Math.Max(upper, AsideMin) ? turn.Leave() : [],
            Recent = turn.Remember(found.Ai.Score < upper, found.User.Score < upper),
        };
        DriftKind[] seen =
        [
            .. Kinds.Where(kind => found[kind].Score >= upper).OrderByDescending(kind => found[kind].Score),
        ];
        var asks = settings.Act == DriftAct.Checkpoint;
        var still =
            asks && gauged.Open is { } open && gauged[open.Kind].Smoothed >= settings.Lower ? gauged.Open : null;
        var opened = still is null && asks ? Open(turn, gauged, settings, found, seen) : null;
        return found with
        {
            Level = gauged with { Open = still ?? opened },
            Opened = opened,
            Events = [.. seen.Select(kind => new DriftEvent(kind, CopText.Detail(found[kind]), kind == opened?.Kind))],
            Comment =
                seen.Length > 0 && still is null && opened is null
                    ? CopText.Comment(seen[0], turn.Signs, found[seen[0]])
                    : null,
        };
    }

    private static Checkpoint? Open(
        TurnEvidence turn,
        DriftLevel level,
        DriftSettings settings,
        DriftVerdict found,
        DriftKind[] seen
    )
    {
        foreach (var kind in seen)
        {
            if (level[kind].Row >= settings.Persistence || found[kind].Score >= settings.Overwhelming)
                return new(kind, level[kind].Since, level[kind].Row, turn.Signs.Purpose ?? "", found[kind].Why)
                {
                    Turn = turn.Signs.Num,
                };
        }

        return null;
    }

    // What follows upon another matter is taken for that matter only where it was plainly one.
    private const double AsideMin = 0.72;

    private static readonly DriftKind[] Kinds = [DriftKind.Ai, DriftKind.User];
}
