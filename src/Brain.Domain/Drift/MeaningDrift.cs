using System.Collections.Immutable;
using Brain.Domain.Text;

namespace Brain.Domain.Drift;

/// <summary>
/// Signs of drift in what a turn's words mean, whatever the words. They are known a moment after the turn ended, or
/// never.
/// </summary>
internal static class MeaningDrift
{
    // So sure it must be to speak up alone: nine of ten such fragments had drift, in cross-validation.
    private const double AiSure = 0.77;
    private const double UserSure = 0.7;

    // What is less likely than this says nothing beside other signs either.
    private const double Doubt = 0.5;

    private const double AtSure = 0.62;
    private const double Most = 0.9;

    public static readonly ImmutableArray<DriftSignal> Signals =
    [
        new(DriftKind.Ai, "meaning", 1, turn => Of(turn, turn.Signs.Likely?.Ai ?? 0, AiSure, "what it tells of")),
        new(
            DriftKind.User,
            "meaning",
            1,
            turn => NamesPurpose(turn) ? (0, "") : Of(turn, turn.Signs.Likely?.User ?? 0, UserSure, "the prompt")
        ),
    ];

    // Whoever names what the session is for is not about something else, whatever a model makes of the rest.
    private static bool NamesPurpose(TurnEvidence turn)
    {
        var purpose = new TermSet(turn.Purpose);
        return turn.Asked.Any(term => purpose.Novelty(term) == 0);
    }

    private static (double, string) Of(TurnEvidence turn, double likely, double sure, string what)
    {
        // A first prompt that nobody declared as the purpose is not what the session is for to the end.
        if (likely <= Doubt || turn.Signs.Provisional || turn.Trust == 0 || turn.Marks.All(turn.Accepted.Contains))
            return (0, "");
        var value =
            likely < sure
                ? AtSure * (likely - Doubt) / (sure - Doubt)
                : AtSure + ((Most - AtSure) * (likely - sure) / (1 - sure));
        return (
            value * turn.Trust,
            $"{what} is about something else, by what its words mean"
        );
    }
}
