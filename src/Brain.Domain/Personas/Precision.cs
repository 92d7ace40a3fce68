namespace Brain.Domain.Personas;

/// <summary>How a persona's newest ratings are spread. Source: <c>sql/personas/list_precision.sql</c>.</summary>
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
    /// useful / (useful + noise + wrong), 0 to 1; unrated comments don't count. Null under <see cref="RatingsMin"/> ratings.
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

    /// <summary>What is said, once, when a persona is muted or comes back; null when nothing has changed.</summary>
    /// <param name="persona">Its emoji and name.</param>
    /// <param name="counts">Its ratings now.</param>
    /// <param name="wasMuted">Whether it was muted until now.</param>
    public string? Say(string persona, RatingCounts counts, bool wasMuted)
    {
        var muted = Mutes(counts);
        if (muted == wasMuted)
            return null;
        var share = $"{counts.Useful} of {counts.Rated} rated comments were useful";
        return muted
            ? $"{persona} is muted in the footer: {share}, less than {PrecisionMin:P0}. Its comments are still kept; rate them useful to bring it back."
            : $"{persona} is heard again in the footer: {share}.";
    }
}
