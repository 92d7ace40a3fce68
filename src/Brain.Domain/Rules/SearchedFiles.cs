using System.Text;
using Brain.Domain.Watching;

namespace Brain.Domain.Rules;

/// <summary>
/// The files that a search names by a glob, as ripgrep reads one: <c>.env*</c>, <c>src/**/*.ts</c>,
/// <c>{a,b}.json</c>.
/// </summary>
internal static class SearchedFiles
{
    private const int LengthMax = 512;
    private const int GlobsMax = 64;
    private const int CharsMax = 8_192;

    // What a backslash or a bracket takes its meaning from is any one letter then, and no sign any more.
    private const string Signs = "*?[]{},!\\";

    /// <summary>
    /// The globs with the folder before them. One that names files by their beginning is about such a file in any
    /// folder below; one of an ending alone (<c>*.json</c>) is about the folder itself, for it means what is searched,
    /// and not a file in particular. What is left out (<c>!*.lock</c>) names nothing. One that can't be read, or is
    /// longer or of more alternatives than anybody writes, may be any file in the folder.
    /// </summary>
    public static IReadOnlyList<string> Of(string folder, string glob)
    {
        var root = folder.TrimEnd('/');
        string[] any = [$"{root}/**"];
        if (glob.Length > LengthMax || Plain(glob) is not { } plain || Split(plain) is not { } some)
            return any;
        if (Alternatives(some) is not { } all)
            return any;
        string[] files = [.. all.Where(one => one is not ("" or ['!', ..])).Select(one => $"{root}/{Below(one)}")];
        return files.Sum(file => file.Length) > CharsMax ? any : files;
    }

    private static string Below(string glob)
    {
        var name = glob[(glob.LastIndexOf('/') + 1)..];
        if (name.Length == 0 || name[0] == '*')
        {
            var near = glob.Replace("**/", "", StringComparison.Ordinal);
            return (near.EndsWith("**", StringComparison.Ordinal) ? near[..^1] : near).TrimStart('/');
        }

        return glob.Contains('/', StringComparison.Ordinal) ? glob.TrimStart('/') : $"**/{glob}";
    }

    // Without backslashes and brackets: a letter behind a backslash is itself, one of several letters is any letter.
    // Null where one has no end, or where it is not the same to all who read globs.
    private static string? Plain(string glob)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < glob.Length; at++)
        {
            if (glob[at] == '\\')
            {
                if (++at == glob.Length || char.IsWhiteSpace(glob[at]))
                    return null;
                plain.Append(Signs.Contains(glob[at], StringComparison.Ordinal) ? GlobOverlap.One : glob[at]);
            }
            else if (glob[at] == '[')
            {
                // The first behind the bracket, or behind its "not", is a letter, whatever it is.
                var from = at + 1 < glob.Length && glob[at + 1] is '!' or '^' ? at + 2 : at + 1;
                var end = from < glob.Length ? glob.IndexOf(']', from + 1) : -1;
                if (end < 0 || glob.AsSpan(at..end).Contains('\\'))
                    return null;
                plain.Append(GlobOverlap.One);
                at = end;
            }
            else
            {
                plain.Append(glob[at]);
            }
        }

        return plain.ToString();
    }

    // At commas and blanks outside braces; null where braces are no pairs.
    private static List<string>? Split(string glob)
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
            if (depth < 0)
                return null;
            if (at < glob.Length && (depth > 0 || !(letter == ',' || char.IsWhiteSpace(letter))))
                continue;
            if (at > from)
                some.Add(glob[from..at]);
            from = at + 1;
        }

        return depth == 0 ? some : null;
    }

    // The innermost braces first, for theirs are the next that end. Null for more than anybody writes: each that is
    // still to be done becomes one or more.
    private static List<string>? Alternatives(List<string> globs)
    {
        var (done, open) = (new List<string>(), new Stack<string>(globs));
        while (done.Count + open.Count <= GlobsMax && open.TryPop(out var glob))
        {
            var start = glob.LastIndexOf('{');
            if (start < 0)
            {
                done.Add(glob);
                continue;
            }

            var end = glob.IndexOf('}', start);
            foreach (var one in glob[(start + 1)..end].Split(','))
                open.Push($"{glob[..start]}{one}{glob[(end + 1)..]}");
        }

        return open.Count == 0 ? done : null;
    }
}
