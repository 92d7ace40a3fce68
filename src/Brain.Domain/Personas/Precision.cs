namespace Brain.Domain.Personas;

/// <summary>How a persona's newest ratings are spread. Source: <c>sql/personas/rating_counts.sql</c>.</summary>
/// <param name="Useful">Comments that helped.</param>
/// <param name="Noise">Comments not worth their line.</param>
/// <param name="Wrong">Comments that were not true.</param>
/// <param name="Unrated">Of its newest comments, those that nobody rated.</param>
public sealed record RatingCounts(int Useful, int Noise, int Wrong, int Unrated)
{
    /// <summary>Ratings that counts are made of: a persona's newest, so that it can get better, and worse.</summary>
    public const int NewestMax = 1_000;

    /// <summary>All ratings.</summary>
    public int Rated => Useful + Noise + Wrong;

    /// <summary>As <see cref="Precision.Of"/>.</summary>
    public double? Precision => Personas.Precision.Of(Useful, Noise, Wrong);
}

/// <summary>How much of what a persona says is worth hearing.</summary>
public static class Precision
{
    /// <summary>Fewer ratings than this say nothing.</summary>
    public const int RatingsMin = 3;

    /// <summary>
    /// useful / (useful + noise + wrong), 0 to 1; unrated comments don't count. Null under <see cref="RatingsMin"/>
    /// ratings.
    /// </summary>
    public static double? Of(int useful, int noise, int wrong)
    {
        var rated = useful + noise + wrong;
        return rated < RatingsMin ? null : (double)useful / rated;
    }
}

/// <summary>When a persona is muted in the footer. What it says is still kept.</summary>
/// <param name="PrecisionMin">Muted below this, 0 to 1; 0 mutes nobody.</param>
/// <param name="RatingsMin">Never muted with fewer ratings.</param>
public sealed record MuteRule(double PrecisionMin = 0.3, int RatingsMin = 8)
{
    /// <summary>Below 30 % with at least 8 ratings.</summary>
    public static MuteRule Default { get; } = new();

    /// <summary>Whether a persona with these ratings is muted.</summary>
    public bool Mutes(RatingCounts counts) =>
        counts.Rated >= RatingsMin && counts.Precision is { } precision && precision < PrecisionMin;
}
