namespace Brain.Domain.Knowledge.Search;

/// <summary>Scores of different kinds made comparable: how many standard deviations above the mean.</summary>
internal static class Standardised
{
    /// <summary>The scores, standardised; all 0 when they are all the same.</summary>
    public static double[] Of(double[] scores)
    {
        if (scores.Length == 0)
            return [];
        var mean = scores.Average();
        var deviation = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        return deviation < 1e-12 ? new double[scores.Length] : [.. scores.Select(score => (score - mean) / deviation)];
    }
}
