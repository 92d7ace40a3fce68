namespace Brain.Domain.Watching;

/// <summary>Whether two globs can mean the same file.</summary>
internal static class GlobOverlap
{
    private const char Any = '\u0001';
    private const char Within = '\u0002';
    private const char One = '\u0003';
    private const int FoldersMax = 6;

    /// <summary>Whether there is a path that both mean.</summary>
    public static bool Is(string glob, string other) =>
        Forms(glob).Any(one => Forms(other).Any(another => Meet(one, another)));

    // A **/ is nothing, or anything up to a slash; more than six of them are taken for anything.
    private static List<string> Forms(string glob)
    {
        List<string> forms = [""];
        var folders = 0;
        var end = glob.EndsWith('/') ? glob + "**" : glob;
        for (var at = 0; at < end.Length; at++)
        {
            var rest = end.AsSpan(at);
            if (rest.StartsWith("**/"))
            {
                forms =
                    ++folders > FoldersMax
                        ? [.. forms.Select(form => form + Any)]
                        : [.. forms, .. forms.Select(form => form + Any + '/')];
                at += 2;
                continue;
            }

            var isAny = rest.StartsWith("**");
            var sign =
                isAny ? Any
                : end[at] == '*' ? Within
                : end[at] == '?' ? One
                : end[at];
            at += isAny ? 1 : 0;
            forms = [.. forms.Select(form => form + sign)];
        }

        return forms;
    }

    // From the end: whether what is left of one, and of the other, can be the same.
    private static bool Meet(string one, string other)
    {
        var (below, row) = (new bool[other.Length + 1], new bool[other.Length + 1]);
        for (var at = one.Length; at >= 0; at--)
        {
            for (var place = other.Length; place >= 0; place--)
                row[place] = Meets(one, other, (at, place), (below, row));
            (below, row) = (row, below);
        }

        return below[0];
    }

    private static bool Meets(string one, string other, (int One, int Other) at, (bool[] Below, bool[] Row) met)
    {
        var first = at.One < one.Length ? one[at.One] : '\0';
        var second = at.Other < other.Length ? other[at.Other] : '\0';
        if (first == '\0' && second == '\0')
            return true;
        if (IsMany(first) && met.Below[at.Other])
            return true;
        if (IsMany(second) && met.Row[at.Other + 1])
            return true;
        if (first == '\0' || second == '\0' || (IsMany(first) && IsMany(second)))
            return false;
        if (IsMany(first))
            return Takes(first, second) && met.Row[at.Other + 1];
        if (IsMany(second))
            return Takes(second, first) && met.Below[at.Other];
        return (first == second || Takes(first, second) || Takes(second, first)) && met.Below[at.Other + 1];
    }

    private static bool IsMany(char sign) => sign is Any or Within;

    private static bool Takes(char sign, char letter) => sign == Any || (sign is Within or One && letter != '/');
}
