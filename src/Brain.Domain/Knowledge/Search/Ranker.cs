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
    /// <summary>Puts candidates in order.</summary>
    public Ranking Rank(IReadOnlyList<SearchCandidate> found)
    {
        var bm25 = Standardised.Of([.. found.Select(one => one.Bm25)]);
        var windows = new Windows(found);
        var isFused = tokens is { Pieces.Length: > 0 } && found.Any(one => one.Tokens is not null);
        var (texts, window, covered) = isFused ? Fused(found, bm25, windows) : Lexical(found, bm25, windows);
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
                                covered[at]
                            )
                    )
                    .Where(one => one.Candidate.Fits)
                    .OrderByDescending(one => one.Score)
                    .ThenByDescending(one => one.Candidate.At),
            ],
            [.. sessions.OrderByDescending(one => one.Value).Select(one => (one.Key, one.Value))]
        );
    }

    private (double[] Texts, double[] Window, double[] Covered) Fused(
        IReadOnlyList<SearchCandidate> found,
        double[] bm25,
        Windows windows
    )
    {
        var asked = tokens!;
        double[] weight = [.. asked.Pieces.Select(idf)];
        var (alone, near, far) = (new double[found.Count], new double[found.Count], new double[found.Count]);
        var said = new double[found.Count];
        for (var place = 0; place < asked.Pieces.Length; place++)
        {
            for (var at = 0; at < found.Count; at++)
            {
                var cosine = found[at].Tokens?.Nearest(asked, place) ?? 0;
                said[at] = cosine * cosine;
            }

            for (var at = 0; at < found.Count; at++)
            {
                var beside = Math.Max(said[at], weights.Near * windows.Best(said, at, 1));
                alone[at] += weight[place] * said[at];
                near[at] += weight[place] * beside;
                far[at] += weight[place] * Math.Max(beside, weights.Far * windows.Best(said, at, 2));
            }
        }

        var all = Math.Max(weight.Sum(), 1e-9);
        double[] covered = [.. near.Select(sum => sum / all)];
        var (zAlone, zNear, zFar) = (Standardised.Of(alone), Standardised.Of(near), Standardised.Of(far));
        var speaker = Standardised.Of(Speaker(found));
        var whole = Standardised.Of([.. found.Select(one => one.Cosine ?? 0)]);
        double[] texts =
        [
            .. found.Select(
                (one, at) =>
                    one.Tokens is null
                        ? weights.WordsOnly * bm25[at]
                        : zAlone[at]
                            + zNear[at]
                            + zFar[at]
                            + weights.Speaker * speaker[at]
                            + weights.Cosine * whole[at]
                            + weights.Bm25 * bm25[at]
            ),
        ];
        return (texts, near, covered);
    }

    private (double[] Texts, double[] Window, double[] Covered) Lexical(
        IReadOnlyList<SearchCandidate> found,
        double[] bm25,
        Windows windows
    )
    {
        var speaker = Standardised.Of(Speaker(found));
        double[] own = [.. bm25.Select((score, at) => 3.25 * score + weights.Speaker * speaker[at])];
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
        return (smoothed, [.. found.Select(one => one.Bm25)], [.. found.Select(one => one.Matched)]);
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
        Array.Fill(best, double.NegativeInfinity);
        Array.Fill(days, DateOnly.MaxValue);
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at].Session is not { } session)
                continue;
            var place = places[session];
            best[place] = Math.Max(best[place], texts[at]);
            wide[place] = Math.Max(wide[place], window[at]);
            var day = DateOnly.FromDateTime(found[at].At.UtcDateTime);
            days[place] = day < days[place] ? day : days[place];
        }

        var (zBest, zWide) = (Standardised.Of(best), Standardised.Of(wide));
        var date = DateCue.Find(question, days.Min(), today);
        return ids.Select(
                (id, at) =>
                    (
                        id,
                        (isFused ? weights.SessionWindow : 0.75) * zWide[at]
                            + weights.SessionBest * zBest[at]
                            + weights.Date * (date?.Fit(days[at]) ?? 0)
                    )
            )
            .ToDictionary(one => one.id, one => one.Item2);
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
