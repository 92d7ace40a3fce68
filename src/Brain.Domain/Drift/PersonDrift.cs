using System.Collections.Immutable;
using Brain.Domain.Text;

namespace Brain.Domain.Drift;

/// <summary>Signs that the person's topic has moved away from the purpose and from the turns before.</summary>
internal static class PersonDrift
{
    public static readonly ImmutableArray<DriftSignal> Signals =
    [
        new(DriftKind.User, "topic", 0.8, Topic),
        new(DriftKind.User, "turn", 0.5, Turn),
        new(DriftKind.User, "life", 0.5, Life),
    ];

    private static (double, string) Topic(TurnEvidence turn)
    {
        var (share, mass) = turn.Topic.Novelty(turn.Asked);
        var value = share * AssistantDrift.Ramp(mass, 0.8, 3) * Ground(turn) * Field(turn) * Tongue(turn) * turn.Trust;
        return (
            value,
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
        var turns = Array.Find(WordLists.Turns, words =>
            turn.AskedText.Contains(words, StringComparison.OrdinalIgnoreCase)
        );
        var (share, mass) = turn.Topic.Novelty(turn.Asked);
        return turns is null
            ? (0, "")
            : (share * AssistantDrift.Ramp(mass, 0, 2) * turn.Trust, $"it begins another matter (“{turns}”)");
    }

    private static (double, string) Life(TurnEvidence turn)
    {
        if ((turn.Topic.FieldBits & TopicWords.Life) != 0)
            return (0, "");
        var life = turn
            .Asked.Where(term => TopicWords.Of(term) == TopicWords.Life && turn.Topic.Novelty(term) > 0)
            .ToArray();
        return (
            AssistantDrift.Ramp(life.Length, 0, 2) * Ground(turn) * turn.Trust,
            $"no matter of code: {string.Join(", ", life.Take(4).Select(turn.AsWritten))}"
        );
    }

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
