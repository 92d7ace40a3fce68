namespace Brain.Domain.Rules;

/// <summary>
/// The files that a search names by a glob, as ripgrep reads one: <c>.env*</c>, <c>src/**/*.ts</c>,
/// <c>{a,b}.json</c>.
/// </summary>
internal static class SearchedFiles
{
    private const int GlobsMax = 64;

    /// <summary>
    /// The globs with the folder before them. One that names files by their beginning is about such a file in any
    /// folder below; one of an ending alone (<c>*.json</c>) is about the folder itself, for it means what is searched,
    /// and not a file in particular. What is left out (<c>!*.lock</c>) names nothing.
    /// </summary>
    public static IReadOnlyList<string> Of(string folder, string glob) =>
        [
            .. Split(glob)
                .SelectMany(Alternatives)
                .Where(one => one.Length > 0 && one[0] != '!')
                .Take(GlobsMax)
                .Select(one => $"{folder.TrimEnd('/')}/{Below(Plain(one))}"),
        ];

    private static string Below(string glob)
    {
        var name = glob[(glob.LastIndexOf('/') + 1)..];
        if (name.Length == 0 || name[0] is '*' or '?')
        {
            var near = glob.Replace("**/", "", StringComparison.Ordinal);
            return (near.EndsWith("**", StringComparison.Ordinal) ? near[..^1] : near).TrimStart('/');
        }

        return glob.Contains('/', StringComparison.Ordinal) ? glob.TrimStart('/') : $"**/{glob}";
    }

    // One of several letters is any letter.
    private static string Plain(string glob)
    {
        var plain = glob;
        for (var open = plain.IndexOf('['); open >= 0; open = plain.IndexOf('[', open))
        {
            // The first behind the bracket is a letter, whatever it is.
            if (plain.IndexOf(']', Math.Min(open + 2, plain.Length)) is not (>= 0 and var close))
                break;
            plain = $"{plain[..open]}?{plain[(close + 1)..]}";
        }

        return plain;
    }

    private static List<string> Split(string glob)
    {
        var (some, from, depth) = (new List<string>(), 0, 0);
        for (var at = 0; at <= glob.Length; at++)
        {
            var letter = at < glob.Length ? glob[at] : ' ';
            depth += letter switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (at < glob.Length && (depth > 0 || !(letter == ',' || char.IsWhiteSpace(letter))))
                continue;
            some.Add(glob[from..at]);
            from = at + 1;
        }

        return some;
    }

    private static IEnumerable<string> Alternatives(string glob)
    {
        var open = glob.LastIndexOf('{');
        var close = open < 0 ? -1 : glob.IndexOf('}', open);
        return close < 0
            ? [glob]
            : glob[(open + 1)..close]
                .Split(',')
                .Take(GlobsMax)
                .SelectMany(one => Alternatives($"{glob[..open]}{one}{glob[(close + 1)..]}"))
                .Take(GlobsMax);
    }
}
