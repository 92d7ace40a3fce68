namespace Brain.Domain.Knowledge.Search;

/// <summary>Which candidates were said beside which, in the same session.</summary>
internal sealed class Windows
{
    private const int Reach = 2;

    private readonly int[] _beside;

    public Windows(IReadOnlyList<SearchCandidate> found)
    {
        _beside = new int[found.Count * (2 * Reach + 1)];
        Array.Fill(_beside, -1);
        var places = new Dictionary<(Guid, int), int>();
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at] is { Kind: "turn", Session: { } session, Turn: { } turn })
                places[(session, turn)] = at;
        }

        foreach (var ((session, turn), at) in places)
        {
            for (var step = -Reach; step <= Reach; step++)
                _beside[at * (2 * Reach + 1) + step + Reach] = places.GetValueOrDefault((session, turn + step), -1);
        }
    }

    /// <summary>The place of the turn so many turns on; -1 where there is none.</summary>
    public int At(int at, int step) => _beside[at * (2 * Reach + 1) + step + Reach];

    /// <summary>The score of the turn so many turns on, or 0 where there is none.</summary>
    public double Of(double[] scores, int at, int step) =>
        At(at, step) is var other and >= 0 ? scores[other] : 0;

    /// <summary>The better score of the two turns so many turns away.</summary>
    public double Best(double[] scores, int at, int step) => Math.Max(Of(scores, at, -step), Of(scores, at, step));
}
