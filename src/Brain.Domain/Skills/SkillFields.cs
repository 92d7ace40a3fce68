using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Skills;

/// <summary>
/// The keys of a front matter. Where the whole is no YAML each key is read by itself, so that one that is none costs
/// itself only: agents take <c>description: Use when: …</c>, and so it is read as the plain text that it is.
/// </summary>
internal static partial class SkillFields
{
    // Read one by one, no more keys than these are.
    private const int BlocksMax = 200;
    private const int ReasonMax = 200;

    /// <summary>The keys with their values, in the file's order.</summary>
    /// <param name="front">What stands between the fences.</param>
    /// <param name="faults">Takes what can't be read.</param>
    public static Dictionary<string, SkillField> Read(string front, ImmutableArray<YamlFault>.Builder faults)
    {
        var whole = Load(front, out _);
        var fields = new Dictionary<string, SkillField>(StringComparer.Ordinal);
        if (whole is not null)
        {
            foreach (var (key, value) in whole.Children)
            {
                if (key.Text() is { } name)
                    fields.TryAdd(name, new(value, 0));
            }

            return fields;
        }

        foreach (var (key, from, lines) in Blocks(front, faults))
        {
            if (Block(key, from, lines, faults) is { } value && !fields.TryAdd(key, new(value, from)))
                faults.Add(new(from + 2, $"{key} stands here again; the first one holds"));
        }

        return fields;
    }

    private static YamlMappingNode? Load(string yaml, out string reason)
    {
        reason = "it is no map of keys";
        try
        {
            if (FrontMatter.Unfit(yaml, out _) is not { } unfit)
                return FrontMatter.Load(yaml);
            reason = $"it {unfit}";
        }
        catch (YamlException unreadable)
        {
            reason = OneLine.Of(unreadable.Message, ReasonMax);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 fails so on control characters in odd places.
            reason = "it has characters that can't stand there";
        }

        return null;
    }

    private static IEnumerable<(string Key, int From, string[] Lines)> Blocks(
        string front,
        ImmutableArray<YamlFault>.Builder faults
    )
    {
        var lines = front.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var (from, blocks) = (0, 0);
        while (from < lines.Length)
        {
            var key = Key().Match(lines[from]);
            if (!key.Success)
            {
                if (lines[from].AsSpan().Trim() is not ([] or ['#', ..]))
                    faults.Add(new(from + 2, "this line is of no key; the fields hold"));
                from++;
                continue;
            }

            if (++blocks > BlocksMax)
            {
                faults.Add(
                    new(from + 2, $"it has more than {BlocksMax} keys, and is no YAML; those from here on are not read")
                );
                yield break;
            }

            var to = from + 1;
            while (to < lines.Length && (!Key().IsMatch(lines[to]) || lines[to][0] is ' ' or '\t'))
                to++;
            yield return (key.Groups["key"].Value, from, lines[from..to]);
            from = to;
        }
    }

    private static YamlNode? Block(string key, int from, string[] lines, ImmutableArray<YamlFault>.Builder faults)
    {
        if (Load(string.Join('\n', lines), out var reason) is { Children: [var only] })
            return only.Value;
        var rest = lines[0][(lines[0].IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (rest.Length == 0 || rest[0] is '|' or '>' or '[' or '{' or '*' or '&' or '!')
        {
            faults.Add(new(from + 2, $"{key} is no YAML ({reason}) and is left out; the other fields hold"));
            return null;
        }

        faults.Add(new(from + 2, $"{key} is no YAML ({reason}) and is read as plain text; put it in quotes"));
        var text = string.Join(' ', lines.Skip(1).Select(line => line.Trim()).Prepend(rest).Where(part => part != ""));
        return new YamlScalarNode(text.Trim('"', '\''));
    }

    [GeneratedRegex(
        @"^[""']?(?<key>[A-Za-z_][A-Za-z0-9_-]{0,60})[""']?\s*:(\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Key();
}

/// <summary>A key's value.</summary>
/// <param name="Node">As it was read.</param>
/// <param name="Above">So many lines stand above what it was read from.</param>
internal sealed record SkillField(YamlNode Node, int Above);
