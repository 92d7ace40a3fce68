using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Brain.Domain.Text;

/// <summary>The lines of a prompt that are a person's sentences, without marks of images and pasted text.</summary>
/// <param name="Beside">Those beside elements, code and quotes.</param>
/// <param name="Within">Those between the tags of an element that people name, such as <c>&lt;task&gt;</c>.</param>
/// <param name="Dropped">Those between the tags of others, such as <c>&lt;system-reminder&gt;</c>.</param>
internal readonly partial record struct PromptLines(
    ImmutableArray<string> Beside,
    ImmutableArray<string> Within,
    ImmutableArray<string> Dropped
)
{
    /// <summary>The most lines that are looked at: a purpose stands at the beginning.</summary>
    public const int LinesMax = 2_000;

    /// <summary>Sorts lines, each looked at once.</summary>
    /// <param name="all">Trimmed, none of them empty.</param>
    public static PromptLines Of(string[] all)
    {
        var lines = all.AsSpan(0, Math.Min(all.Length, LinesMax)).ToArray();
        var closes = Closes(lines);
        var beside = ImmutableArray.CreateBuilder<string>();
        var within = ImmutableArray.CreateBuilder<string>();
        var dropped = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (Fence().Match(line) is { Success: true } fence)
                at = closes.After(fence.Value, at + 1) ?? at;
            else if (End(line, at, closes) is { } end)
            {
                // Programs name theirs with several words, people with one.
                var inner = Name(line).AsSpan().ContainsAny('-', '_') ? dropped : within;
                inner.AddRange(lines[at..(end + 1)].Select(Plain).Where(text => text.Length > 0));
                at = end;
            }
            else if (line[0] != '>' && !Tag().IsMatch(line) && Plain(line) is { Length: > 0 } words)
                beside.Add(words);
        }

        return new(beside.ToImmutable(), within.ToImmutable(), dropped.ToImmutable());
    }

    // Where the element ends that a line begins with; null for none. Who writes on behind a tag of one word begins a
    // sentence with it.
    private static int? End(string line, int at, LineIndex closes)
    {
        if (Element().Match(line) is not { Success: true } element || element.ValueSpan.EndsWith("/>"))
            return null;
        var name = element.Groups["name"].ValueSpan;
        var close = $"</{name}>";
        if (line.EndsWith(close, StringComparison.OrdinalIgnoreCase))
            return at;
        var isAlone = element.Length == line.Length || name.ContainsAny('-', '_');
        return isAlone ? closes.After(close, at + 1) : null;
    }

    private static string Name(string line) => Element().Match(line).Groups["name"].Value;

    private static LineIndex Closes(string[] lines)
    {
        var index = new LineIndex();
        for (var at = 0; at < lines.Length; at++)
        {
            if (Fence().Match(lines[at]) is { Success: true } fence && fence.Length == lines[at].Length)
                index.Add(fence.Value, at);
            else if (Closing().Match(lines[at]) is { Success: true } closing)
                index.Add(closing.Value, at);
        }

        return index;
    }

    private static string Plain(string line) => Marks().Replace(line, "").Trim();

    [GeneratedRegex("^(?:```|~~~)", RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    // Stray tags in a line of their own say nothing.
    [GeneratedRegex("^</[A-Za-z][A-Za-z0-9_-]*>$", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("</[A-Za-z][A-Za-z0-9_-]*>$", RegexOptions.NonBacktracking)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^<(?<name>[A-Za-z][A-Za-z0-9_-]*)(?:\s[^>]*)?>", RegexOptions.NonBacktracking)]
    private static partial Regex Element();

    [GeneratedRegex(
        @"\[(?:Image|Pasted text)[^\]\n]*\]|</?[A-Za-z][A-Za-z0-9]*[-_][A-Za-z0-9_-]*(?:\s[^>]*)?>",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Marks();

    // The lines that end with a text, by that text, without regard to case.
    private sealed class LineIndex
    {
        private readonly Dictionary<string, List<int>> _lines = new(StringComparer.OrdinalIgnoreCase);

        public void Add(string ending, int line)
        {
            if (!_lines.TryGetValue(ending, out var known))
                _lines[ending] = known = [];
            known.Add(line);
        }

        public int? After(string ending, int from)
        {
            if (!_lines.TryGetValue(ending, out var known))
                return null;
            var at = known.BinarySearch(from);
            return (at >= 0 ? at : ~at) is var first && first < known.Count ? known[first] : null;
        }
    }
}
