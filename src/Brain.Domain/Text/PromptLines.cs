using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Brain.Domain.Text;

/// <summary>The lines of a prompt that are a person's sentences, without marks of images and pasted text.</summary>
/// <param name="Beside">Those beside elements, code and quotes.</param>
/// <param name="Within">Those between the tags of an element, such as <c>&lt;task&gt;</c>.</param>
internal readonly partial record struct PromptLines(ImmutableArray<string> Beside, ImmutableArray<string> Within)
{
    /// <summary>Sorts lines.</summary>
    /// <param name="lines">Trimmed, none of them empty.</param>
    public static PromptLines Of(IReadOnlyList<string> lines)
    {
        var beside = ImmutableArray.CreateBuilder<string>();
        var within = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (Fence().Match(line) is { Success: true } fence)
            {
                var end = After(lines, at, other => other == fence.Value);
                at = end ?? at;
                continue;
            }

            if (line[0] == '>' || Tag().IsMatch(line))
                continue;
            if (Element().Match(line) is { Success: true } element)
            {
                var close = $"</{element.Groups["name"].Value}>";
                var end = line.EndsWith(close, StringComparison.OrdinalIgnoreCase)
                    ? at
                    : After(lines, at, other => other.EndsWith(close, StringComparison.OrdinalIgnoreCase));
                if (end is { } last)
                {
                    // Programs name theirs with several words, people with one.
                    if (!element.Groups["name"].ValueSpan.ContainsAny('-', '_'))
                        within.AddRange(
                            Enumerable.Range(at, last - at + 1).Select(nth => Plain(lines[nth])).Where(Any)
                        );
                    at = last;
                    continue;
                }
            }

            if (Plain(line) is { Length: > 0 } words)
                beside.Add(words);
        }

        return new(beside.ToImmutable(), within.ToImmutable());
    }

    private static int? After(IReadOnlyList<string> lines, int at, Func<string, bool> isIt)
    {
        for (var nth = at + 1; nth < lines.Count; nth++)
            if (isIt(lines[nth]))
                return nth;
        return null;
    }

    private static bool Any(string line) => line.Length > 0;

    private static string Plain(string line) => Marks().Replace(line, "").Trim();

    [GeneratedRegex("^(?:```|~~~)", RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    // Stray tags in a line of their own say nothing.
    [GeneratedRegex("^</[A-Za-z][A-Za-z0-9_-]*>$", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^<(?<name>[A-Za-z][A-Za-z0-9_-]*)(?:\s[^>]*)?>", RegexOptions.NonBacktracking)]
    private static partial Regex Element();

    [GeneratedRegex(
        @"\[(?:Image|Pasted text)[^\]\n]*\]|</?[A-Za-z][A-Za-z0-9]*[-_][A-Za-z0-9_-]*(?:\s[^>]*)?>",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Marks();
}
