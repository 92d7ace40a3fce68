namespace Brain.Domain.Watching;

/// <summary>
/// Whether two globs can mean the same file. The work is the product of their lengths, whatever stands in them.
/// </summary>
internal static class GlobOverlap
{
    /// <summary>In a glob: any one letter but a slash, as <c>?</c> is.</summary>
    public const char One = '\u0003';

    private const char Any = '\u0001';
    private const char Within = '\u0002';

    // Before the two signs that **/ is: both may be left out.
    private const char Folders = '\u0004';
    private const int FoldersLength = 3;
    private const int RowsKept = FoldersLength + 1;

    /// <summary>Whether there is a path that both mean.</summary>
    public static bool Is(string glob, string other) => Meet(Signs(glob), Signs(other));

    // A **/ is nothing, or anything up to a slash.
    private static string Signs(string glob) =>
        (glob.EndsWith('/') ? glob + "**" : glob)
            .Replace(Folders, One)
            .Replace("**/", $"{Folders}{Any}/", StringComparison.Ordinal)
            .Replace("**", $"{Any}", StringComparison.Ordinal)
            .Replace('*', Within)
            .Replace('?', One);

    // From the end: whether what is left of one, and of the other, can be the same.
    private static bool Meet(string one, string other)
    {
        var rows = new bool[RowsKept][];
        for (var row = 0; row < RowsKept; row++)
            rows[row] = new bool[other.Length + 1];
        for (var at = one.Length; at >= 0; at--)
        {
            for (var place = other.Length; place >= 0; place--)
                rows[at % RowsKept][place] = Meets(one, other, (at, place), rows);
        }

        return rows[0][0];
    }

    private static bool Meets(string one, string other, (int One, int Other) at, bool[][] rows)
    {
        var first = at.One < one.Length ? one[at.One] : '\0';
        var second = at.Other < other.Length ? other[at.Other] : '\0';
        var row = rows[at.One % RowsKept];
        var below = rows[(at.One + 1) % RowsKept];
        if (first == Folders)
            return below[at.Other] || rows[(at.One + FoldersLength) % RowsKept][at.Other];
        if (second == Folders)
            return row[at.Other + 1] || row[at.Other + FoldersLength];
        if (first == '\0' && second == '\0')
            return true;
        if (IsMany(first) && below[at.Other])
            return true;
        if (IsMany(second) && row[at.Other + 1])
            return true;
        if (first == '\0' || second == '\0' || (IsMany(first) && IsMany(second)))
            return false;
        if (IsMany(first))
            return Takes(first, second) && row[at.Other + 1];
        if (IsMany(second))
            return Takes(second, first) && below[at.Other];
        return (first == second || Takes(first, second) || Takes(second, first)) && below[at.Other + 1];
    }

    private static bool IsMany(char sign) => sign is Any or Within;

    private static bool Takes(char sign, char letter) => sign == Any || (sign is Within or One && letter != '/');
}
