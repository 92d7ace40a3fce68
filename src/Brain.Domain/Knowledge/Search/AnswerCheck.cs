namespace Brain.Domain.Knowledge.Search;

/// <summary>Whether what was found answers, and what a row is worth beside how well it fits.</summary>
public static class AnswerCheck
{
    private const double ImportanceStep = 0.2;
    private const double ConfidenceRange = 0.3;
    private const int ImportanceMiddle = 3;

    /// <summary>
    /// What importance, which a person gave, or else confidence, which a machine did, adds to a score: it moves a row past
    /// others that fit about as well, and never hides one.
    /// </summary>
    public static double Worth(short? importance, float? confidence) =>
        importance is { } by ? ImportanceStep * (by - ImportanceMiddle)
        : confidence is { } sure ? ConfidenceRange * (sure - 0.5)
        : 0;

    /// <summary>Whether one of the first texts answers the question.</summary>
    public static bool Answers(Ranking found, bool isFused) =>
        found.Texts.Count > 0 && found.Texts.Take(5).Max(one => one.Covered) > (isFused ? 0.5 : 0.4);
}
