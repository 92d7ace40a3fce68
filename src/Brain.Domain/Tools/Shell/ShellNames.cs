namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Variables of a line that lead nowhere by what the line itself does: a folder that <c>mktemp</c> makes for it, and
/// a name that it never sets, which holds what the person's session gave it.
/// </summary>
internal static class ShellNames
{
    /// <summary>A path as <c>mktemp</c> makes one, which nothing has yet.</summary>
    private const string Fresh = "/tmp/tmp.XXXXXXXXXX";

    // With them a file, or a text, may set any name.
    private static readonly string[] Setters = ["eval", "source", "getopts", "mapfile", "readarray", "TMPDIR"];

    private static readonly string[] Moves = ["cd", "pushd"];

    private static readonly string[] Notes = ["export", "unset"];

    // The shell sets them itself, as it goes.
    private static readonly string[] OfShells =
    [
        "PWD",
        "OLDPWD",
        "_",
        "REPLY",
        "MAPFILE",
        "BASH_REMATCH",
        "COPROC",
        "DIRSTACK",
        "OPTARG",
    ];

    private static readonly string[] Plain = ["-d", "--directory", "-q", "-t"];

    /// <summary>Their names, and what stands for what they hold.</summary>
    public static IEnumerable<(string Name, string Value)> Of(string line)
    {
        var names = Read(line);
        if (
            Setters.Any(names.ContainsKey)
            || line.StartsWith(". ", StringComparison.Ordinal)
            || line.Contains(" . ", StringComparison.Ordinal)
            || line.Contains("\n. ", StringComparison.Ordinal)
        )
            yield break;
        foreach (var (name, places) in names)
        {
            var set = places.Where(place => !IsUse(line, place)).ToArray();
            if (IsMadeFirst(line, places, name) && Array.TrueForAll(set, place => IsFresh(line, place, name)))
                yield return (name, Fresh);
            else if (
                set.Length == 0
                && !OfShells.Contains(name)
                && !char.IsAsciiDigit(name[0])
                && places.TrueForAll(place => IsAlone(line, place, name))
            )
                yield return (name, $"${name}");
        }
    }

    private static Dictionary<string, List<int>> Read(string line)
    {
        var names = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var at = 0; at < line.Length; at++)
        {
            if (!ShellWordReader.IsName(line[at]))
                continue;
            var start = at;
            while (at < line.Length && ShellWordReader.IsName(line[at]))
                at++;
            var name = line[start..at];
            if (!names.TryGetValue(name, out var places))
                names[name] = places = [];
            places.Add(start);
        }

        return names;
    }

    private static bool IsUse(string line, int place) =>
        Before(line, place) == '$' || (Before(line, place) == '{' && Before(line, place - 1) == '$');

    // Before it is used, and nobody goes up from it.
    private static bool IsMadeFirst(string line, List<int> places, string name) =>
        !IsUse(line, places[0])
        && line.AsSpan(places[0] + name.Length) is ['=', ..]
        && !line.Contains("..", StringComparison.Ordinal);

    // NAME=$(mktemp -d), export NAME, unset NAME; a template of its own would lie where the line is.
    private static bool IsFresh(string line, int place, string name)
    {
        var rest = line.AsSpan(place + name.Length);
        if (rest.Length == 0 || rest[0] != '=')
            return EndsWithAny(line.AsSpan(0, place).TrimEnd(), Notes);
        rest = rest[1..].TrimStart('"');
        var inner =
            rest.StartsWith("$(") ? rest[2..]
            : rest.StartsWith("`") ? rest[1..]
            : [];
        inner = inner.TrimStart(' ');
        var end = inner.IndexOfAny(')', '`');
        return end > 0
            && inner.StartsWith("mktemp")
            && inner["mktemp".Length..end] is var words
            && (words.Length == 0 || words[0] == ' ')
            && IsInTmp(words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsPlainName(string word) =>
        word.All(sign => ShellWordReader.IsName(sign) || sign is '.' or '-');

    private static bool IsInTmp(string[] words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            var isTemplate = at > 0 && words[at - 1] == "-t";
            if (isTemplate ? !IsPlainName(words[at]) : !Plain.Contains(words[at]))
                return false;
        }

        return true;
    }

    // A word of nothing else, and no folder that the line goes to.
    private static bool IsAlone(string line, int place, string name)
    {
        var (start, end) = (place - 1, place + name.Length);
        if (Before(line, place) == '{')
        {
            if (end == line.Length || line[end] != '}')
                return false;
            (start, end) = (start - 1, end + 1);
        }

        var quoted = Before(line, start) == '"';
        if (quoted && (end == line.Length || line[end] != '"'))
            return false;
        if (quoted)
            (start, end) = (start - 1, end + 1);
        var isWord = IsBetween(Before(line, start)) && (end == line.Length || IsBetween(line[end]));
        return isWord && !EndsWithAny(line.AsSpan(0, start).TrimEnd(' '), Moves);
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.EndsWith(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static char Before(string line, int place) => place > 0 ? line[place - 1] : ' ';

    private static bool IsBetween(char sign) => sign is ' ' or '\t' or '\n' or ';' or '&' or '|' or ')';
}
