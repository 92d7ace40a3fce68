namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// How well each session fits: by its best texts, by its best window of turns, and by its day where the question names
/// one.
/// </summary>
/// <param name="weights">What each cue counts for.</param>
/// <param name="isFused">Whether a model took part.</param>
internal sealed class SessionScores(RankWeights weights, bool isFused)
{
    private const int TopMax = 3;

    /// <summary>The score of each session that has a candidate.</summary>
    /// <param name="found">The candidates.</param>
    /// <param name="texts">What each scores, in their order.</param>
    /// <param name="windows">What each scores together with the turns beside it.</param>
    /// <param name="question">In a person's words.</param>
    /// <param name="today">What "yesterday" counts from.</param>
    public Dictionary<Guid, double> Of(
        IReadOnlyList<SearchCandidate> found,
        double[] texts,
        double[] windows,
        string question,
        DateOnly today
    )
    {
        Guid[] ids = [.. found.Select(one => one.Session).OfType<Guid>().Distinct()];
        if (ids.Length == 0)
            return [];
        var places = ids.Select((id, at) => (id, at)).ToDictionary(one => one.id, one => one.at);
        var (wide, days) = (new double[ids.Length], new DateOnly[ids.Length]);
        var top = new double[ids.Length * TopMax];
        Array.Fill(top, double.NegativeInfinity);
        Array.Fill(days, DateOnly.MaxValue);
        var last = DateOnly.MinValue;
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at].Session is not { } session)
                continue;
            var place = places[session];
            Insert(top.AsSpan(place * TopMax, TopMax), texts[at]);
            wide[place] = Math.Max(wide[place], windows[at]);
            var day = DateOnly.FromDateTime(found[at].At.UtcDateTime);
            days[place] = day < days[place] ? day : days[place];
            last = day > last ? day : last;
        }

        var (zBest, zWide) = (Standardised.Of([.. ids.Select((_, at) => top[at * TopMax])]), Standardised.Of(wide));
        var zTop = Standardised.Of([.. ids.Select((_, at) => Mean(top.AsSpan(at * TopMax, TopMax)))]);
        var date = DateCue.Find(question, (days.Min(), last), today);
        return places.ToDictionary(
            one => one.Key,
            one => Score(zWide[one.Value], zBest[one.Value], zTop[one.Value], date?.Fit(days[one.Value]) ?? 0)
        );
    }

    private double Score(double wide, double best, double top, double date) =>
        isFused
            ? weights.SessionWindow * wide
                + weights.SessionBest * best
                + weights.SessionTop * top
                + weights.Date * date
            : 0.75 * wide + 0.25 * best + 1.5 * date;

    // Keeps the best, the best first.
    private static void Insert(Span<double> best, double score)
    {
        for (var at = 0; at < best.Length; at++)
        {
            if (score > best[at])
                (score, best[at]) = (best[at], score);
        }
    }

    private static double Mean(ReadOnlySpan<double> best)
    {
        var (sum, count) = (0.0, 0);
        foreach (var score in best)
        {
            if (double.IsNegativeInfinity(score))
                break;
            (sum, count) = (sum + score, count + 1);
        }

        return count == 0 ? 0 : sum / count;
    }
}
