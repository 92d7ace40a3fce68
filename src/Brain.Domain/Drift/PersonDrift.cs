using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Drift;

/// <summary>Signs that the person's topic has moved away from the purpose and from the turns before.</summary>
internal static class PersonDrift
{
    public static readonly ImmutableArray<DriftSignal> Signals =
    [
        new(DriftKind.User, "topic", 0.8, Topic),
        new(DriftKind.User, "turn", 0.7, Turn),
        new(DriftKind.User, "wish", 0.72, Wish),
        new(DriftKind.User, "life", 0.7, Life),
        new(DriftKind.User, "still", 0.75, Still),
    ];

    private static (double, string) Topic(TurnEvidence turn)
    {
        if (PromptCues.IsPleasantry(turn.AskedText))
            return (0, "");
        var (share, mass) = turn.Topic.Novelty(turn.Asked);
        var value = share * AssistantDrift.Ramp(mass, 2, 6) * Ground(turn) * Field(turn) * Tongue(turn) * turn.Trust;
        return (
            value * (PromptCues.Continues(turn.AskedText) ? 0.6 : 1),
            "new in the prompt: "
                + string.Join(
                    ", ",
                    turn.Asked.Where(term => turn.Topic.Novelty(term) == 1 && Tokenizer.Weight(term) == 1)
                        .Take(4)
                        .Select(turn.AsWritten)
                )
        );
    }

    private static (double, string) Turn(TurnEvidence turn)
    {
        if (PromptCues.Turn(turn.AskedText) is not { } turns || PromptCues.IsPleasantry(turn.AskedText))
            return (0, "");
        var (share, mass) = turn.Topic.Novelty(turn.Asked);
        return (share * AssistantDrift.Ramp(mass, 0, 2) * turn.Trust, $"it begins another matter (“{turns}”)");
    }

    // A wish for something new, in words that nobody used before.
    private static (double, string) Wish(TurnEvidence turn)
    {
        if (PromptCues.Wish(turn.AskedText) is not { } wish || turn.Topic.IsEmpty)
            return (0, "");
        var (share, mass) = turn.Topic.Novelty(turn.Asked);
        // While an error is looked for, every wish is of another aim.
        // and where something that is there is mended, moved, measured or told of, it is no new thing that was wanted.
        var aim = turn.Signs.Mode == Mode.Debug || turn.Purpose.Any(WordLists.Narrow.Contains) ? 1 : Ground(turn);
        return (
            share * AssistantDrift.Ramp(mass, 1, 2.5) * aim * Tongue(turn) * turn.Trust,
            $"it wishes for something new (“{wish}”)"
        );
    }

    private static (double, string) Life(TurnEvidence turn)
    {
        if (PromptCues.IsPleasantry(turn.AskedText) || PromptCues.OffWork(turn.Signs.Purpose ?? "") is not null)
            return (0, "");
        // Whose words all belong here is on no other matter.
        if (turn.Topic.Novelty(turn.Asked).Mass == 0)
            return (0, "");
        var plain = PromptCues.OffWork(turn.AskedText);
        var life =
            (turn.Topic.FieldBits & TopicWords.Life) != 0
                ? []
                : turn
                    .Asked.Where(term => TopicWords.Of(term) == TopicWords.Life && turn.Topic.Novelty(term) > 0)
                    .ToArray();
        return (
            Math.Max(plain is null ? 0 : 0.9, 0.7 * AssistantDrift.Ramp(life.Length, 0, 2)) * Ground(turn) * turn.Trust,
            "no matter of code: "
                + string.Join(
                    ", ",
                    life.Select(turn.AsWritten)
                        .Append(plain)
                        .OfType<string>()
                        .Distinct(StringComparer.OrdinalIgnoreCase)
                        .Take(4)
                )
        );
    }

    // What follows upon another matter and says nothing of the purpose is of that matter.
    private static (double, string) Still(TurnEvidence turn)
    {
        if (turn.Aside.IsEmpty || PromptCues.IsPleasantry(turn.AskedText) || turn.AskedText.Length == 0)
            return (0, "");
        var terms = turn.Asked.Concat(turn.PlaceTerms).ToArray();
        var back = terms.Count(term => new TermSet(turn.Purpose).Novelty(term) == 0);
        var aside = terms.Count(term => turn.Aside.Novelty(term) == 0 && turn.Topic.Novelty(term) > 0);
        var follows = aside > back || (back == 0 && turn.Places.IsEmpty && turn.Asked.Length <= FollowMax);
        return (follows ? turn.Trust : 0, "it goes on with the other matter");
    }

    private const int FollowMax = 4;

    // What came of a prompt tells what it was about: work on the topic's own files is work on the topic.
    private static double Ground(TurnEvidence turn)
    {
        var places = turn
            .Places.Where(place => !place.IsScratch)
            .Select(place => TurnEvidence.PathTerms(turn.Inside(place.Path)))
            .Where(terms => terms.Length > 0)
            .ToArray();
        if (places.Length == 0)
            return 1;
        var related = places.Count(terms => terms.Any(term => turn.Topic.Novelty(term) < 1));
        return 1 - (0.65 * related / places.Length);
    }

    private static double Field(TurnEvidence turn)
    {
        var fields = turn.Asked.Aggregate(0UL, (bits, term) => bits | TopicWords.Of(term));
        if (fields == 0 || turn.Topic.FieldBits == 0)
            return 0.85;
        return turn.Topic.FieldsShared(turn.Asked) > 0 ? 0.7 : 1.1;
    }

    // Words of two languages cannot be compared; nor can those of a script without gaps between words.
    private static double Tongue(TurnEvidence turn)
    {
        var (asked, purpose) = (Foreign(turn.AskedText), Foreign(turn.Signs.Purpose ?? ""));
        if (turn.Asked.Any(term => term.Any(letter => letter > 0x24F)))
            return 0;
        return (asked, purpose) switch
        {
            (false, false) => 1,
            (true, true) => 0.7,
            _ => 0.1,
        };
    }

    private static bool Foreign(string text)
    {
        var words = Tokenizer.Words(text).ToArray();
        var foreign = words.Count(word => WordLists.Foreign.Contains(word) && !WordLists.English.Contains(word));
        return foreign > 0
            && foreign >= words.Count(word => WordLists.English.Contains(word) && !WordLists.Foreign.Contains(word));
    }
}
