using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Watching;

/// <summary>
/// The <c>watch:</c> list by itself, for a SKILL.md whose other lines are no YAML: Claude Code takes
/// <c>argument-hint: [page] [size]</c>, and a persona's rules hold whatever stands beside them. A rule that is no YAML
/// costs itself only.
/// </summary>
internal static partial class WatchBlock
{
    /// <summary>The rules that can be read; none where there is no such list.</summary>
    /// <param name="front">What stands between the fences.</param>
    /// <param name="faults">Takes what can't be read.</param>
    public static ImmutableArray<WatchRule> Read(string front, ImmutableArray<YamlFault>.Builder faults)
    {
        var lines = front.ReplaceLineEndings("\n").Split('\n');
        var (start, end) = Find(lines);
        if (start < 0)
            return [];
        // Blank lines in the place of those above keep each line's number.
        var whole = new string('\n', start) + string.Join('\n', lines[start..end]);
        if (Watch(whole, out _) is { } watch)
            return WatchList.Read(watch, faults);
        var rules = ImmutableArray.CreateBuilder<WatchRule>();
        foreach (var (place, (from, to)) in Items(lines, start + 1, end).Index())
        {
            var item = string.Join('\n', lines[from..to].Select(line => WithoutTabs(line, Depth(lines[from]))));
            if (Watch($"{new string('\n', from - 1)}watch:\n{item}", out var fault) is YamlSequenceNode one)
                rules.AddRange(WatchList.Read(one, faults, place));
            else
                faults.Add(
                    new(
                        from + 2,
                        $"watch[{place}] can't be read: {fault ?? "it is no YAML"}; the other rules still hold"
                    )
                );
        }

        return rules.Count > WatchRule.CountMax ? [.. rules.Take(WatchRule.CountMax)] : rules.ToImmutable();
    }

    private static YamlNode? Watch(string yaml, out string? fault)
    {
        try
        {
            fault = FrontMatter.Unfit(yaml, out _) is { } unfit ? $"it {unfit}" : null;
            return fault is null ? FrontMatter.Load(yaml)?.Child("watch") : null;
        }
        catch (YamlException unreadable)
        {
            fault = OneLine.Of(unreadable.Message, 200);
            return null;
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or ArgumentException)
        {
            // As in SkillFile: YamlDotNet fails so on control characters.
            fault = "it has characters that can't stand there";
            return null;
        }
    }

    // From the key's line to the next key of its depth.
    private static (int Start, int End) Find(string[] lines)
    {
        var start = Array.FindIndex(lines, Key().IsMatch);
        if (start < 0)
            return (-1, -1);
        var depth = Depth(lines[start]);
        var end = start + 1;
        while (end < lines.Length && (IsBlank(lines[end]) || Depth(lines[end]) > depth || IsItem(lines[end], depth)))
            end++;
        return (start, end);
    }

    private static IEnumerable<(int From, int To)> Items(string[] lines, int start, int end)
    {
        var first = Array.FindIndex(lines, start, end - start, line => line.TrimStart().StartsWith('-'));
        if (first < 0)
            yield break;
        var depth = Depth(lines[first]);
        for (var from = first; from < end;)
        {
            var to = from + 1;
            while (to < end && !IsItem(lines[to], depth))
                to++;
            yield return (from, to);
            from = to;
        }
    }

    private static bool IsItem(string line, int depth) =>
        Depth(line) == depth && (line.TrimStart() is ['-'] or ['-', ' ' or '\t', ..]);

    private static bool IsBlank(string line) => line.AsSpan().Trim() is [] or ['#', ..];

    private static int Depth(string line) => line.Length - line.TrimStart().Length;

    // YAML takes no tab there; whoever pressed one meant the depth of a rule's keys.
    private static string WithoutTabs(string line, int depth) =>
        line.AsSpan(0, Depth(line)).Contains('\t') ? new string(' ', depth + 2) + line.TrimStart() : line;

    [GeneratedRegex(
        @"^\s*(?<quote>[""']?)watch\k<quote>\s*:(\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Key();
}
