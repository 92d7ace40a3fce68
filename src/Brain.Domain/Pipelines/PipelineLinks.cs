using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Domain.Watching;
using Brain.Messages.Pipelines;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Pipelines;

/// <summary>Reads the <c>links:</c> of a definition and the rules that reach them.</summary>
internal static partial class PipelineLinks
{
    private const string LinkWanted = "a name, or a map of keys such as name: drafted";
    private const string RuleWanted = "a map of keys such as tool: kind:shell";

    public static ImmutableArray<Link> Read(PipelineReader reader, IList<YamlNode>? list, YamlNode? at)
    {
        if (list is null)
            return [];
        if (list.Count is 0 or > Definition.LinksMax)
            reader.Fault(at!, $"links has {list.Count} links; expected 1 to {Definition.LinksMax}");
        var links = ImmutableArray.CreateBuilder<Link>();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (place, node) in list.Index())
        {
            if (Link(reader, node, $"links[{place}]") is not { } link)
                continue;
            links.Add(link);
            if (!places.TryAdd(link.Name, place))
                reader.Fault(
                    node,
                    $"links[{place}].name is '{link.Name}', and so is links[{places[link.Name]}].name; expected "
                        + "each name once"
                );
        }

        return links.ToImmutable();
    }

    private static Link? Link(PipelineReader reader, YamlNode node, string what)
    {
        if (node is YamlScalarNode)
            return Name(reader, node, what) is { } alone ? new(alone) : null;
        if (reader.Map(node, what, LinkWanted) is not { } map)
            return null;
        reader.Keys(map, what, "name", "within", "advance");
        if (map.Child("name") is null)
            reader.Fault(map, $"{what}.name is missing; expected {LinkWanted}");
        var name = Name(reader, map.Child("name"), $"{what}.name");
        long? seconds = null;
        reader.Text(map.Child("within"), $"{what}.within", Allowance.Wanted, text =>
        {
            var isTime = Allowance.TryParse(text, out var read);
            seconds = isTime ? read : null;
            return isTime;
        });
        var rules = Rules(reader, map.Child("advance"), $"{what}.advance");
        return name is null ? null : new(name) { WithinS = seconds, Advance = rules };
    }

    private static string? Name(PipelineReader reader, YamlNode? node, string what) =>
        reader.Text(
            node,
            what,
            $"1 to {Pipelines.Link.NameMax} small letters, digits, single blanks, - and _, a letter or a digit first",
            text => NameForm().IsMatch(text)
        );

    private static ImmutableArray<LinkRule> Rules(PipelineReader reader, YamlNode? node, string what)
    {
        if (reader.List(node, what, "a list of rules, each begun with a dash") is not { Count: > 0 } list)
            return default;
        if (list.Count > LinkRule.RulesMax)
            reader.Fault(node!, $"{what} has {list.Count} rules; expected at most {LinkRule.RulesMax}");
        return [.. list.Select((one, place) => Rule(reader, one, $"{what}[{place}]")).OfType<LinkRule>()];
    }

    private static LinkRule? Rule(PipelineReader reader, YamlNode node, string what)
    {
        if (reader.Map(node, what, RuleWanted) is not { } map)
            return null;
        reader.Keys(map, what, "tool", "pattern", "path");
        if (map.Child("tool") is null && map.Child("pattern") is null && map.Child("path") is null)
            reader.Fault(map, $"{what} names nothing; expected at least one of tool, pattern, path");
        return new(
            reader.Text(
                map.Child("tool"),
                $"{what}.tool",
                $"a tool's name of at most {WatchPattern.LengthMax} characters, several with |",
                WatchPattern.LengthMax
            ),
            Pattern(reader, map.Child("pattern"), $"{what}.pattern", "a pattern", WatchPattern.Of),
            Pattern(reader, map.Child("path"), $"{what}.path", "a glob", WatchPattern.OfGlob)
        );
    }

    private static string? Pattern(
        PipelineReader reader,
        YamlNode? node,
        string what,
        string expected,
        Func<string, WatchPattern> of
    )
    {
        if (reader.Text(node, what, $"{expected} on one line", DefinePipeline.BytesMax) is not { } text)
            return null;
        if (of(text).Fault is not { } fault)
            return text;
        reader.Fault(node!, $"{what} is '{PipelineReader.Found(text)}'; expected {expected}, but {fault}");
        return null;
    }

    [GeneratedRegex(
        @"^(?=.{1,40}\z)[a-z0-9][a-z0-9_-]*( [a-z0-9_-]+)*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NameForm();
}
