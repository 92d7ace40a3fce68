namespace Brain.Domain.Skills.Build;

/// <summary>What differs between two texts, line by line.</summary>
public static class TextDifference
{
    // More lines on either side than these are shown as one block each.
    private const int LinesMax = 600;

    /// <summary>Lines that are gone with a minus, those that are new with a plus; empty for none.</summary>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
            head++;
        var tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        var (gone, come) = (old[head..(old.Length - tail)], now[head..(now.Length - tail)]);
        return gone.Length > LinesMax || come.Length > LinesMax
            ? [.. gone.Select(line => $"-{line}"), .. come.Select(line => $"+{line}")]
            : [.. Between(gone, come)];
    }

    private static IEnumerable<string> Between(string[] gone, string[] come)
    {
        var common = new int[gone.Length + 1, come.Length + 1];
        for (var one = gone.Length - 1; one >= 0; one--)
        {
            for (var other = come.Length - 1; other >= 0; other--)
                common[one, other] =
                    gone[one] == come[other]
                        ? common[one + 1, other + 1] + 1
                        : Math.Max(common[one + 1, other], common[one, other + 1]);
        }

        var (at, to) = (0, 0);
        while (at < gone.Length || to < come.Length)
        {
            if (at < gone.Length && to < come.Length && gone[at] == come[to])
                (at, to) = (at + 1, to + 1);
            else if (to == come.Length || (at < gone.Length && common[at + 1, to] >= common[at, to + 1]))
                yield return $"-{gone[at++]}";
            else
                yield return $"+{come[to++]}";
        }
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
