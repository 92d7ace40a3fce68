using System.Collections.Immutable;
using System.Text;

namespace Brain.Domain.Text;

/// <summary>
/// Takes a pattern apart as far as it needs to be known what every text that it meets must hold. What it does not
/// understand it takes for anything, so it may be too careful and never wrong.
/// </summary>
internal static class PatternParts
{
    private const int UsefulMin = 2;

    /// <summary>The alternatives of a pattern that stand in no group.</summary>
    public static IEnumerable<string> Alternatives(string pattern)
    {
        var (from, depth) = (0, 0);
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '|' && depth == 0)
            {
                yield return pattern[from..at];
                from = at + 1;
            }

            depth += pattern[at] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            at = After(pattern, at) - 1;
        }

        yield return pattern[from..];
    }

    /// <summary>
    /// Sets of words in lower case: a text that the pattern meets has one of each. None when nothing can be told.
    /// </summary>
    public static ImmutableArray<ImmutableArray<string>> Words(string pattern) =>
        [.. Required(pattern).Where(words => words.All(IsUseful))];

    // A single letter of an alphabet is in every text.
    private static bool IsUseful(string word) => word.Length >= UsefulMin || word[0] >= 0x2E80;

    private static List<ImmutableArray<string>> Required(string sequence)
    {
        var found = new List<ImmutableArray<string>>();
        var run = new StringBuilder();
        var at = 0;
        while (at < sequence.Length)
        {
            var (next, letter, group) = Element(sequence, at);
            var (after, least) = Repeated(sequence, next);
            if (letter is { } plain && least > 0)
                run.Append(char.ToLowerInvariant(plain));
            if (letter is null || after != next)
            {
                Cut(run, found);
                if (least > 0 && group is not null && OfGroup(group) is { IsEmpty: false } branches)
                    found.Add(branches);
            }

            at = after;
        }

        Cut(run, found);
        return found;
    }

    // Of each branch the set whose shortest word is longest.
    private static ImmutableArray<string> OfGroup(string group)
    {
        var branches = Alternatives(group)
            .Select(branch => Required(branch).OrderByDescending(words => words.Min(word => word.Length)))
            .Select(sets => sets.FirstOrDefault())
            .ToArray();
        return Array.Exists(branches, branch => branch.IsDefault)
            ? []
            : [.. branches.SelectMany(branch => branch).Distinct(StringComparer.Ordinal)];
    }

    // One element: where it ends, the letter that it is, or what is in the group. A blank is a letter-less nothing that
    // ends no run, which is why it is skipped here.
    private static (int Next, char? Letter, string? Group) Element(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at == text.Length)
            return (at, null, null);
        if (text[at] == '(')
        {
            var end = Close(text, at);
            var inner = text[(at + 1)..(end - 1)];
            return (end, null, inner.StartsWith("?:", StringComparison.Ordinal) ? inner[2..] : inner);
        }

        var next = After(text, at);
        return text[at] switch
        {
            '\\' => (next, char.IsLetterOrDigit(text[at + 1]) ? null : text[at + 1], null),
            '[' or '^' or '$' or '.' => (next, null, null),
            var letter => (next, letter, null),
        };
    }

    private static (int After, int Least) Repeated(string text, int at)
    {
        if (at >= text.Length)
            return (at, 1);
        switch (text[at])
        {
            case '?' or '*':
                return (at + 1, 0);
            case '+':
                return (at + 1, 1);
            case '{' when at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]):
                return (text.IndexOf('}', at) + 1, text[at + 1] == '0' ? 0 : 1);
            default:
                return (at, 1);
        }
    }

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at = After(text, at))
        {
            if (text[at] == '(')
                depth++;
            else if (text[at] == ')' && --depth == 0)
                return at + 1;
        }

        return text.Length;
    }

    // Past an escape or a class of letters, in which brackets mean nothing.
    private static int After(string text, int at)
    {
        if (text[at] == '\\')
            return Math.Min(at + 2, text.Length);
        if (text[at] != '[')
            return at + 1;
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == '\\')
                end++;
            else if (text[end] == ']' && end > at + 1)
                return end + 1;
        }

        return text.Length;
    }

    private static void Cut(StringBuilder run, List<ImmutableArray<string>> found)
    {
        if (run.Length > 0)
            found.Add([run.ToString()]);
        run.Clear();
    }
}
