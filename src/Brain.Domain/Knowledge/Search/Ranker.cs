namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// Late interaction over a few hundred candidates: each word of the question looks for its nearest word in a turn and
/// in the turns beside it; what the session, the date and the speaker say is added. Without a model, BM25 smoothed over
/// neighbours takes its place. All scores are standardised over the candidates before they are added.
/// </summary>
/// <param name="question">In a person's words.</param>
/// <param name="tokens">What the model makes of it; null without a model.</param>
/// <param name="idf">How much a piece of the question tells.</param>
/// <param name="today">What "yesterday" counts from.</param>
/// <param name="weights">What each cue counts for.</param>
public sealed class Ranker(
    string question,
    TokenStates? tokens,
    Func<short, double> idf,
    DateOnly today,
    RankWeights weights
)
{
    private const int TopMax = 3;
    private const int RareMax = 3;

    /// <summary>Puts candidates in order.</summary>
    public Ranking Rank(IReadOnlyList<SearchCandidate> found)
    {
        var bm25 = Standardised.Of([.. found.Select(one => one.Bm25)]);
        var windows = new Windows(found);
        var isFused = tokens is { Pieces.Length: > 0 } && found.Any(one => one.States is not null);
        var (texts, window, weakest) = isFused ? Fused(found, bm25, windows) : Lexical(found, bm25, windows);
        var sessions = Sessions(found, texts, window, isFused);
        var own = Standardised.Of(texts);
        var shared = Standardised.Of([
            .. found.Select(one => one.Session is { } session ? sessions.GetValueOrDefault(session) : 0),
        ]);
        var prior = isFused ? weights.Session : 1;
        return new(
            [
                .. found
                    .Select(
                        (one, at) =>
                            new RankedText(
                                one,
                                own[at] + prior * shared[at],
                                bm25[at],
                                isFused ? own[at] : 0,
                                prior * shared[at],
                                weakest[at].Near,
                                weakest[at].Alone
                            )
                    )
                    .Where(one => one.Candidate.Fits)
                    .OrderByDescending(one => one.Score)
                    .ThenByDescending(one => one.Candidate.At),
            ],
            [.. sessions.OrderByDescending(one => one.Value).Select(one => (one.Key, one.Value))]
        );
    }

    private (double[] Texts, double[] Window, (double Near, double Alone)[] Weakest) Fused(
        IReadOnlyList<SearchCandidate> found,
        double[] bm25,
        Windows windows
    )
    {
        var asked = tokens!;
        double[] weight = [.. asked.Pieces.Select(idf)];
        var many = weight.Length;
        var cosines = new float[found.Count * many];
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at].States is { } states)
                asked.Nearest(states, cosines.AsSpan(at * many, many));
        }

        var (alone, near, far) = (new double[found.Count], new double[found.Count], new double[found.Count]);
        var values = new double[found.Count];
        var rare = Rarest(weight);
        var weakest = new (double Near, double Alone)[found.Count];
        Array.Fill(weakest, (1, 1));
        for (var place = 0; place < many; place++)
        {
            for (var at = 0; at < found.Count; at++)
                values[at] = cosines[at * many + place] * (double)cosines[at * many + place];
            for (var at = 0; at < found.Count; at++)
            {
                var before = windows.At(at, -1) is var other and >= 0
                    ? (found[other].Asks ? weights.Asked : weights.Before) * values[other]
                    : 0;
                var beside = Math.Max(values[at], Math.Max(before, weights.Behind * windows.Of(values, at, 1)));
                if (rare.Contains(place))
                    weakest[at] = (Math.Min(weakest[at].Near, beside), Math.Min(weakest[at].Alone, values[at]));
                alone[at] += weight[place] * values[at];
                near[at] += weight[place] * beside;
                far[at] += weight[place] * Math.Max(beside, weights.Far * windows.Best(values, at, 2));
            }
        }

        var (zAlone, zNear, zFar) = (Standardised.Of(alone), Standardised.Of(near), Standardised.Of(far));
        var speaker = Standardised.Of(Speaker(found));
        var whole = Standardised.Of([.. found.Select(one => one.Cosine ?? 0)]);
        double[] texts =
        [
            .. found.Select(
                (one, at) =>
                    one.States is null
                        ? weights.WordsOnly * bm25[at]
                        : zAlone[at]
                            + zNear[at]
                            + zFar[at]
                            + weights.Speaker * speaker[at]
                            + weights.Cosine * whole[at]
                            - (one.Asks ? weights.Asks : 0)
            ),
        ];
        return (texts, far, [.. weakest.Select(one => (Math.Sqrt(one.Near), Math.Sqrt(one.Alone)))]);
    }

    private (double[] Texts, double[] Window, (double Near, double Alone)[] Weakest) Lexical(
        IReadOnlyList<SearchCandidate> found,
        double[] bm25,
        Windows windows
    )
    {
        var speaker = Standardised.Of(Speaker(found));
        double[] own = [.. bm25.Select((score, at) => 3.25 * score + 0.5 * speaker[at])];
        double[] smoothed =
        [
            .. own.Select(
                (score, at) =>
                    score
                    + 0.8 * windows.Of(own, at, -1)
                    + 0.3 * windows.Of(own, at, 1)
                    + 0.5 * (windows.Of(own, at, -2) + windows.Of(own, at, 2))
            ),
        ];
        return (smoothed, [.. found.Select(one => one.Bm25)], new (double, double)[found.Count]);
    }

    private Dictionary<Guid, double> Sessions(
        IReadOnlyList<SearchCandidate> found,
        double[] texts,
        double[] window,
        bool isFused
    )
    {
        Guid[] ids = [.. found.Select(one => one.Session).OfType<Guid>().Distinct()];
        if (ids.Length == 0)
            return [];
        var places = ids.Select((id, at) => (id, at)).ToDictionary(one => one.id, one => one.at);
        var (best, wide, days) = (new double[ids.Length], new double[ids.Length], new DateOnly[ids.Length]);
        var top = new double[ids.Length * TopMax];
        Array.Fill(best, double.NegativeInfinity);
        Array.Fill(top, double.NegativeInfinity);
        Array.Fill(days, DateOnly.MaxValue);
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at].Session is not { } session)
                continue;
            var place = places[session];
            best[place] = Math.Max(best[place], texts[at]);
            Insert(top.AsSpan(place * TopMax, TopMax), texts[at]);
            wide[place] = Math.Max(wide[place], window[at]);
            var day = DateOnly.FromDateTime(found[at].At.UtcDateTime);
            days[place] = day < days[place] ? day : days[place];
        }

        var (zBest, zWide) = (Standardised.Of(best), Standardised.Of(wide));
        var zTop = Standardised.Of([.. ids.Select((_, at) => Mean(top.AsSpan(at * TopMax, TopMax)))]);
        var date = DateCue.Find(question, days.Min(), today);
        return ids.Select(
                (id, at) =>
                    (
                        id,
                        isFused
                            ? weights.SessionWindow * zWide[at]
                                + weights.SessionBest * zBest[at]
                                + weights.SessionTop * zTop[at]
                                + weights.Date * (date?.Fit(days[at]) ?? 0)
                            : 0.75 * zWide[at] + 0.25 * zBest[at] + 1.5 * (date?.Fit(days[at]) ?? 0)
                    )
            )
            .ToDictionary(one => one.id, one => one.Item2);
    }

    private static int[] Rarest(double[] weight) =>
        [.. Enumerable.Range(0, weight.Length).OrderByDescending(place => weight[place]).Take(RareMax)];

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

    // A question that names one of those who speak is mostly about what that one said.
    private double[] Speaker(IReadOnlyList<SearchCandidate> found)
    {
        string[] named =
        [
            .. found
                .Select(one => one.Speaker)
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(name => Names(question, name)),
        ];
        return
        [
            .. found.Select(one =>
                named.Length == 1 && named[0].Equals(one.Speaker, StringComparison.OrdinalIgnoreCase) ? 1.0 : 0
            ),
        ];
    }

    private static bool Names(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at >= 0
            && (at == 0 || !char.IsLetter(text[at - 1]))
            && (at + name.Length == text.Length || !char.IsLetter(text[at + name.Length]));
    }
}
