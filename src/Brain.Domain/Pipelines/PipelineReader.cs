using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Messages.Pipelines;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Pipelines;

/// <summary>Reads texts, maps and lists out of a definition's YAML, and keeps all that is wrong with them.</summary>
internal sealed class PipelineReader
{
    private const int FoundMax = 60;

    private readonly List<PipelineFault> _faults = [];

    /// <summary>What is wrong so far, in the file's order.</summary>
    public ImmutableArray<PipelineFault> Faults => [.. _faults.OrderBy(fault => fault.Line)];

    /// <summary>The line of a mark. A definition has no fence before it.</summary>
    public static int Line(Mark mark) => (int)Math.Clamp(mark.Line, 1, int.MaxValue);

    /// <summary>
    /// What was found, fit to stand in quotes in a fault; two blanks may be what is wrong, and stay two.
    /// </summary>
    public static string Found(string text) =>
        text.All(letter => letter is >= ' ' and <= '~') ? Redaction.Cut(text, FoundMax) : OneLine.Of(text, FoundMax);

    /// <summary>
    /// Where the first character stands that Postgres can't keep (U+0000 or half of one); null when there is none.
    /// </summary>
    public static int? Unfit(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0' || (char.IsSurrogate(text[at]) && !char.IsSurrogatePair(text, at)))
                return at;
            if (char.IsSurrogate(text[at]))
                at++;
        }

        return null;
    }

    /// <summary>Keeps what is wrong with a part of the file.</summary>
    public void Fault(YamlNode at, string reason) => _faults.Add(new(Line(at.Start), reason));

    /// <summary>Keeps a fault for every key that is not known.</summary>
    public void Keys(YamlMappingNode map, string what, params string[] known)
    {
        foreach (
            var (key, _) in map.Children.Where(child => !known.Contains(child.Key.Text() ?? "", StringComparer.Ordinal))
        )
            Fault(
                key,
                $"{what} has the key '{Found(key.Text() ?? key.ToString())}'; expected {string.Join(", ", known)}"
            );
    }

    /// <summary>The parts of a list; null when it is something else or absent.</summary>
    public IList<YamlNode>? List(YamlNode? node, string what, string expected)
    {
        if (node is not null and not YamlSequenceNode)
            Fault(node, $"{what} is {Kind(node)}; expected {expected}");
        return (node as YamlSequenceNode)?.Children;
    }

    /// <summary>The keys of a map; null when it is something else or absent.</summary>
    public YamlMappingNode? Map(YamlNode? node, string what, string expected)
    {
        if (node is not null and not YamlMappingNode)
            Fault(node, $"{what} is {Kind(node)}; expected {expected}");
        return node as YamlMappingNode;
    }

    /// <summary>A text on one line, without the blanks around it; null when it is absent or wrong.</summary>
    /// <param name="node">Where it stands, or null.</param>
    /// <param name="what">What it is called in a fault.</param>
    /// <param name="expected">What should stand there.</param>
    /// <param name="max">The most characters.</param>
    public string? Text(YamlNode? node, string what, string expected, int max)
    {
        if (node is null)
            return null;
        var text = node.Text()?.Trim();
        var found =
            text is null ? $"is {Kind(node)}"
            : text.Length == 0 ? "is empty"
            : text.Length > max ? $"has {text.Length} characters"
            : Unfit(text) is { } half ? $"has U+{(int)text[half]:X4}"
            : text.FirstOrDefault(char.IsControl, 'a') is var letter && char.IsControl(letter)
                ? $"has the control character U+{(int)letter:X4}"
            : null;
        if (found is null)
            return text;
        Fault(node, $"{what} {found}; expected {expected}");
        return null;
    }

    /// <summary>A text that a rule holds for; null when it is absent or wrong.</summary>
    /// <param name="node">Where it stands, or null.</param>
    /// <param name="what">What it is called in a fault.</param>
    /// <param name="expected">What should stand there.</param>
    /// <param name="isGood">The rule.</param>
    public string? Text(YamlNode? node, string what, string expected, Func<string, bool> isGood)
    {
        if (Text(node, what, expected, DefinePipeline.BytesMax) is not { } text)
            return null;
        if (isGood(text))
            return text;
        Fault(node!, $"{what} is '{Found(text)}'; expected {expected}");
        return null;
    }

    private static string Kind(YamlNode node) =>
        node switch
        {
            YamlMappingNode => "a map",
            YamlSequenceNode => "a list",
            _ => $"'{Found(node.Text() ?? "")}'",
        };
}
