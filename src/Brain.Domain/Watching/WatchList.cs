using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Watching;

/// <summary>
/// Reads the <c>watch:</c> list of a SKILL.md, rule by rule; what can't be read costs its own rule only.
/// </summary>
internal static class WatchList
{
    private static readonly string[] Keys = ["tool", "input", "path", "text", "say", "nothing"];

    public static ImmutableArray<WatchRule> Read(
        YamlNode? watch,
        ImmutableArray<YamlFault>.Builder faults,
        int firstPlace = 0
    )
    {
        if (watch is null)
            return [];
        if (watch is not YamlSequenceNode list)
        {
            faults.Add(
                new(
                    FrontMatter.Line(watch.Start),
                    "watch is not a list of rules, each begun with a dash; it has none that holds"
                )
            );
            return [];
        }

        var rules = ImmutableArray.CreateBuilder<WatchRule>();
        foreach (var (place, node) in list.Children.Index())
        {
            if (place == WatchRule.CountMax)
            {
                faults.Add(
                    new(
                        FrontMatter.Line(node.Start),
                        $"watch has {list.Children.Count} rules and may have {WatchRule.CountMax}; those before "
                            + "this line still hold"
                    )
                );
                break;
            }

            if (Rule(node, out var wrong, out var reason) is { } rule)
                rules.Add(rule);
            else
                faults.Add(
                    new(
                        FrontMatter.Line(wrong.Start),
                        $"watch[{firstPlace + place}]{reason}; the other rules still hold"
                    )
                );
        }

        return rules.ToImmutable();
    }

    private static WatchRule? Rule(YamlNode node, out YamlNode wrong, out string? reason)
    {
        wrong = node;
        reason = null;
        if (node is not YamlMappingNode map)
        {
            reason = " is not a map of keys such as tool: kind:shell";
            return null;
        }

        foreach (var (key, value) in map.Children)
        {
            (wrong, reason) = (value, Fault(key.Text() ?? "", value));
            if (reason is not null)
                return null;
        }

        wrong = node;
        var rule = new WatchRule(
            Text(map, "tool"),
            Text(map, "input"),
            Text(map, "path"),
            Text(map, "text"),
            Text(map, "say") ?? "",
            Text(map, "nothing")
        );
        reason = Fault(rule);
        return reason is null ? rule : null;
    }

    private static string? Text(YamlMappingNode map, string key) => map.Child(key)?.Text();

    /// <summary>What is wrong with one key of a rule, beginning with the key; null for nothing.</summary>
    private static string? Fault(string key, YamlNode value)
    {
        if (!Keys.Contains(key, StringComparer.Ordinal))
            return $" has the key '{OneLine.Of(key, 40)}'; a rule knows {string.Join(", ", Keys)}";
        if (value.Text() is not { } text)
            return $".{key} is not a text; write it on one line, in quotes";
        return key switch
        {
            "input" or "text" => WatchPattern.Of(text).Fault is { } fault ? $".{key} is no pattern: {fault}" : null,
            "path" or "tool" when string.IsNullOrWhiteSpace(text) => $".{key} is empty; leave the key out for any",
            "path" or "tool" when text.Length > WatchPattern.LengthMax =>
                $".{key} has {text.Length} characters and may have {WatchPattern.LengthMax}",
            "tool" when ToolPattern.Fault(text) is { } fault => $".tool is no pattern: {fault}",
            "path" when WatchPattern.OfGlob(text).Fault is { } fault => $".{key} is no glob: {fault}",
            "say" or "nothing" when text.Length > CommentTemplate.LengthMax =>
                $".{key} has {text.Length} characters and may have {CommentTemplate.LengthMax}",
            _ => null,
        };
    }

    private static string? Fault(WatchRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Say))
            return ".say is missing: the sentence for when it was seen";
        if (!rule.WatchesCalls() && rule.Text is null)
            return " watches nothing; give it a tool, input, path or text";
        string[] names =
        [
            .. new[] { rule.Input, rule.Text }.OfType<string>().SelectMany(pattern => WatchPattern.Of(pattern).Names),
        ];
        return CommentTemplate.Unknown(rule.Say, names) is { } unknown
            ? $".say speaks of {{{unknown}}}, which no named group captures; write (?<{unknown}>…) in its input or text"
            : null;
    }
}
