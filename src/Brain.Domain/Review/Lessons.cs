using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Text;

namespace Brain.Domain.Review;

/// <summary>
/// What a session's turns teach: mistakes with what corrected them, and decisions. The same turns always give the same
/// lessons under the same keys, so writing them down twice is harmless.
/// </summary>
public static class Lessons
{
    /// <summary>The most characters of one lesson.</summary>
    public const int TextMax = 500;

    /// <summary>
    /// The most lessons of one session; the earliest count, mistakes before decisions of the same turn.
    /// </summary>
    public const int PerSessionMax = 50;

    /// <summary>
    /// A mistake this sure that is told in the person's own words is active: told to sessions when they begin. Any
    /// other lesson waits for a person's review, and is told meanwhile as not reviewed, once, to those at work.
    /// </summary>
    public const double ActiveConfidenceMin = 0.8;

    private const int PartMax = 140;
    private const int TellingMin = 2;

    /// <summary>The lessons of these turns, in their order, at most <see cref="PerSessionMax"/>.</summary>
    /// <param name="turns">Turns of one session with what they were, in their order.</param>
    public static ImmutableArray<Lesson> Of(IEnumerable<(TurnToClassify Turn, Classified Was)> turns) =>
        [.. turns.SelectMany(one => Of(one.Turn, one.Was)).DistinctBy(lesson => lesson.Key).Take(PerSessionMax)];

    private static IEnumerable<Lesson> Of(TurnToClassify turn, Classified was)
    {
        // An earlier /done called the turn before something else: it could not know this correction.
        var late =
            turn.Previous is not (null or TurnClass.Mistake or TurnClass.Other) && CorrectionCues.Corrects(turn.Asked);
        if (late)
            yield return new(
                "mistake",
                turn.Num - 1,
                [turn.Num - 1, turn.Num],
                Clean($"Corrected: {Part(turn.Asked)}"),
                0.8
            );
        // One error teaches once.
        if (was.Class == TurnClass.Mistake && (!late || CorrectionCues.Corrects(turn.Next)))
            yield return Mistake(turn, was);
        else if (
            (was.Class == TurnClass.Decision && Tells(turn))
            || (was.Class == TurnClass.Change && Settled(turn) is not null)
        )
            yield return new(
                "decision",
                turn.Num,
                [turn.Num],
                Clean(Decision(turn)),
                was.Class == TurnClass.Decision ? was.Confidence : 0.6
            );
    }

    private static Lesson Mistake(TurnToClassify turn, Classified was)
    {
        var corrected = CorrectionCues.Corrects(turn.Next) || CorrectionCues.MayCorrect(turn.Next);
        var error = turn.Tools.LastOrDefault(tool => tool is { Status: "errored", Error: not null })?.Error
            ?? turn.ErrorNote;
        string?[] parts =
        [
            $"Asked: {Part(turn.Asked)}",
            corrected ? $"Corrected: {Part(turn.Next)}" : $"Said: {Part(turn.Answered)}",
            error is null ? null : $"Error: {Part(FirstLine(error))}",
        ];
        return new(
            "mistake",
            turn.Num,
            corrected ? [turn.Num, turn.Num + 1] : [turn.Num],
            Clean(string.Join(" · ", parts.OfType<string>())),
            was.Confidence
        )
        {
            QuotesMachine = !corrected || error is not null,
        };
    }

    private static string Decision(TurnToClassify turn) =>
        Settled(turn) is { } settled ? $"Decided: {settled}" : $"Decided: {Part(turn.Asked)} · {Part(turn.Answered)}";

    // "Yes, the second" helps nobody who was not there.
    private static bool Tells(TurnToClassify turn) =>
        Settled(turn) is not null || Tokenizer.Of(turn.Asked).Count(term => Tokenizer.Weight(term) == 1) >= TellingMin;

    private static string? Settled(TurnToClassify turn) => TurnCues.DecisionIn(turn.Asked);

    private static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";

    private static string Part(string? text) =>
        text is null ? "(nobody)" : Redaction.Cut(Line(Redaction.Clean(text)!), PartMax);

    // The whole once more: a secret may have come together only now, and lines from a prompt are no headings of ours.
    private static string Clean(string text) => Redaction.Clean(Line(text), TextMax)!;

    private static string Line(string text) => Gaps.Replace(text, " ").Trim();

    private static readonly Regex Gaps = new(
        @"[\s\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]+",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );
}

/// <summary>Something learnt from a session. Source of a row of <c>v2.learnings</c>.</summary>
/// <param name="Kind">mistake or decision.</param>
/// <param name="Turn">The turn it is about.</param>
/// <param name="Evidence">The turns that show it.</param>
/// <param name="Text">What was learnt: one line, redacted, at most <see cref="Lessons.TextMax"/> characters.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record Lesson(string Kind, int Turn, ImmutableArray<int> Evidence, string Text, double Confidence)
{
    /// <summary>What makes it the same lesson within its session.</summary>
    public string Key => $"{Kind}:{Turn}";

    /// <summary>Its text has words of a tool or of the model in it.</summary>
    public bool QuotesMachine { get; init; }

    /// <summary>active when it is told to other sessions at once, unreviewed until a person looked at it.</summary>
    public string Status =>
        Kind == "mistake" && Confidence >= Lessons.ActiveConfidenceMin && !QuotesMachine ? "active" : "unreviewed";
}
