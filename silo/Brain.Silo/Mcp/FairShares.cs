namespace Brain.Silo.Mcp;

/// <summary>Deals lists of several kinds out, so that however few are taken, each kind has its share of them.</summary>
internal static class FairShares
{
    /// <summary>
    /// One page: of what is dealt out in turns, the first of each kind, then the second of each, some; kind by kind.
    /// All pages together have each of them once.
    /// </summary>
    /// <param name="kinds">A list of each kind, the best first.</param>
    /// <param name="from">How many lie before the page.</param>
    /// <param name="most">How many the page has at most.</param>
    public static T[] Page<T>(IReadOnlyList<IReadOnlyList<T>> kinds, int from, int most) =>
        [
            .. kinds
                .SelectMany((kind, num) => kind.Select((one, turn) => (Kind: num, Turn: turn, One: one)))
                .OrderBy(dealt => dealt.Turn)
                .ThenBy(dealt => dealt.Kind)
                .Skip(from)
                .Take(most)
                .OrderBy(dealt => dealt.Kind)
                .ThenBy(dealt => dealt.Turn)
                .Select(dealt => dealt.One),
        ];
}
