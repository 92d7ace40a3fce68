using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Brain.Domain.Knowledge;
using Brain.Domain.Text;
using Brain.Messages.Text;

namespace Brain.Domain.Review;

/// <summary>
/// How a chat model looks again at turns that the rules are unsure of. What it says counts only where it is one of the
/// classes.
/// </summary>
public static class ModelReview
{
    /// <summary>Turns that the rules are surer of are not asked about.</summary>
    public const double SureMin = 0.7;

    private const int TextMax = 600;
    private const int LineMax = 2_000;
    private const int TurnsMax = 40;
    private const int TokensPerTurn = 12;
    private const int LettersPerToken = 3;

    /// <summary>The question, or null when there is nothing to ask or too few tokens are allowed for it.</summary>
    /// <param name="page">The turns.</param>
    /// <param name="audit">What the rules made of them.</param>
    /// <param name="tokens">The most that question and answer may cost.</param>
    public static ModelQuestion? Ask(AuditPage page, ReviewBatch audit, int tokens)
    {
        var unsure = audit.Turns.Where(turn => turn.Confidence < SureMin).Select(turn => turn.Num).ToHashSet();
        var text = new StringBuilder();
        var count = 0;
        foreach (var turn in page.Turns.Where(turn => unsure.Contains(turn.Num)).Take(TurnsMax))
        {
            var line =
                DataMark.Line(
                    $"turn {turn.Num}",
                    "Turn",
                    $"asked: {Cut(turn.Asked)} · answered: {Cut(turn.Answered)} · then asked: {Cut(turn.Next)}",
                    LineMax
                ) + "\n";
            if (
                ((text.Length + line.Length + System.Length) / LettersPerToken) + ((count + 1) * TokensPerTurn)
                > tokens
            )
                break;
            text.Append(line);
            count++;
        }

        return count == 0 ? null : new(System, text.ToString(), count * TokensPerTurn);
    }

    /// <summary>The audit with what the model was surer of; as it was when the model's words can't be read.</summary>
    public static ReviewBatch Take(ReviewBatch audit, ModelAnswer answer) =>
        Take(audit, Read(answer.Text), "a chat model");

    /// <summary>The audit with what somebody said of turns that the rules are unsure of.</summary>
    /// <param name="audit">What the rules made of them.</param>
    /// <param name="classes">What was said, by turn.</param>
    /// <param name="teller">Who said it, as the reason is kept.</param>
    public static ReviewBatch Take(ReviewBatch audit, IReadOnlyDictionary<int, TurnClass> classes, string teller) =>
        audit with
        {
            Turns =
            [
                .. audit.Turns.Select(turn =>
                    turn.Confidence < SureMin && classes.TryGetValue(turn.Num, out var found)
                        ? turn with
                        {
                            Class = found,
                            Confidence = SureMin,
                            Why = $"{teller}; the rules said {turn.Class}: {turn.Why}",
                        }
                        : turn
                ),
            ],
        };

    private static ImmutableDictionary<int, TurnClass> Read(string text)
    {
        var (from, to) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (from < 0 || to < from)
            return ImmutableDictionary<int, TurnClass>.Empty;
        try
        {
            var read = JsonSerializer.Deserialize<Dictionary<int, string>>(text[from..(to + 1)]) ?? [];
            return read.Where(one =>
                    Enum.TryParse<TurnClass>(one.Value, ignoreCase: true, out var word) && Enum.IsDefined(word)
                )
                .ToImmutableDictionary(one => one.Key, one => Enum.Parse<TurnClass>(one.Value, ignoreCase: true));
        }
        catch (JsonException)
        {
            return ImmutableDictionary<int, TurnClass>.Empty;
        }
    }

    private static string Cut(string? text) =>
        text is null
            ? "-"
            : Redaction.Cut(
                WhiteSpace.Collapse(text),
                TextMax
            );

    private const string System =
        "Say what each turn of a coding session was: mistake (it was taken back or corrected), change (files "
        + "were changed), decision (something was settled), "
        + "chore (something was run), question (the person wanted to know something) or other. Answer with one "
        + "JSON object and nothing else, such as {\"3\":\"change\",\"7\":\"question\"}. "
        + DataMark.Sentence;
}
