namespace Brain.Domain.Knowledge.Search;

/// <summary>Whether what was found answers, and what a row is worth beside how well it fits.</summary>
public static class AnswerCheck
{
    private const double ImportanceStep = 0.2;
    private const double ConfidenceRange = 0.3;
    private const int ImportanceMiddle = 3;
    private const int First = 5;
    private const double FusedMin = 0.88;
    private const double WordsMin = 0.5;

    /// <summary>
    /// What importance, which a person gave, or else confidence, which a machine did, adds to a score: it moves a row
    /// past others that fit about as well, and never hides one.
    /// </summary>
    public static double Worth(short? importance, float? confidence) =>
        importance is { } by ? ImportanceStep * (by - ImportanceMiddle)
        : confidence is { } sure ? ConfidenceRange * (sure - 0.5)
        : 0;

    /// <summary>
    /// Whether one of the first texts answers the question: most of what it says is said there, and it points where the
    /// question does. Measured on developers' questions of our own, half of which nothing answers in the memory.
    /// </summary>
    public static bool Answers(Ranking found, bool isFused) =>
        found.Texts.Take(First).Any(one => Answers(one, isFused));

    /// <summary>Whether a text answers the question.</summary>
    public static bool Answers(RankedText one, bool isFused) =>
        isFused && one.Candidate.Tokens is not null
            ? one.Covered + (one.Candidate.Cosine ?? 0) > FusedMin
            : one.Candidate.Matched > WordsMin;
}
