namespace Brain.Domain.Knowledge.Search;

/// <summary>Whether what was found answers, and what a row is worth beside how well it fits.</summary>
public static class AnswerCheck
{
    private const double ImportanceStep = 0.2;
    private const double ConfidenceRange = 0.3;
    private const int ImportanceMiddle = 3;
    private const int First = 5;
    private const double PointedWeight = 0.25;
    private const double WeakestWeight = 1.5;
    private const double FusedMin = 2.3;
    private const double WordsMin = 0.5;

    /// <summary>
    /// What importance, which a person gave, or else confidence, which a machine did, adds to a score: it moves a row
    /// past others that fit about as well, and never hides one.
    /// </summary>
    public static double Worth(short? importance, double? confidence) =>
        importance is { } by ? ImportanceStep * (by - ImportanceMiddle)
        : confidence is { } sure ? ConfidenceRange * (sure - 0.5)
        : 0;

    /// <summary>
    /// Whether the first texts answer the question: one points where it does, more so than others do, and none of its
    /// rarest words is far from all that is said there, and said close together. What is near a question but does not
    /// answer it mostly lacks one of them. The weights are of a logistic regression on other people's questions with
    /// and without the text that answers them (LoCoMo, conversations 1 to 5, and SQuAD); where it begins was set on
    /// the 68 questions by which docs/numbers.md states it.
    /// </summary>
    public static bool Answers(Ranking found, bool isFused)
    {
        RankedText[] first = [.. found.Texts.Take(First)];
        return first.Length > 0
            && (
                isFused && first.Any(one => one.Candidate.States is not null)
                    ? Certainty(
                        first.Max(one => one.Candidate.Cosine ?? 0),
                        first.Max(one => one.Pointed),
                        first.Max(one => one.Weakest),
                        first.Max(one => one.WeakestClose)
                    ) > FusedMin
                    : first.Any(one => one.Candidate.Matched > WordsMin)
            );
    }

    /// <summary>Whether a text answers the question.</summary>
    public static bool Answers(RankedText one, bool isFused) =>
        isFused && one.Candidate.States is not null
            ? Certainty(one.Candidate.Cosine ?? 0, one.Pointed, one.Weakest, one.WeakestClose) > FusedMin
            : one.Candidate.Matched > WordsMin;

    private static double Certainty(double cosine, double pointed, double weakest, double close) =>
        cosine + PointedWeight * pointed + WeakestWeight * (weakest + close);
}
