using System.Text;
using System.Text.RegularExpressions;
using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Messages.Pipelines;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Pipelines;

/// <summary>A pipeline's definition as its author wrote it, in YAML. Source: <c>v2.pipelines.body</c>.</summary>
/// <param name="Name">1 to <see cref="NameMax"/> small letters, digits, <c>-</c> and <c>_</c>, a letter first.</param>
/// <param name="Description">What it is for, at most <see cref="DescriptionMax"/> characters, or null.</param>
/// <param name="Tell">Who is told when a link is late: a persona's name; whether there is one is judged
/// elsewhere.</param>
/// <param name="Definition">Its links, their order, and how ntfy tells.</param>
public sealed partial record PipelineFile(string Name, string? Description, string Tell, Definition Definition)
{
    /// <summary>The most characters of a pipeline's name.</summary>
    public const int NameMax = 40;

    /// <summary>The most characters of a description.</summary>
    public const int DescriptionMax = 200;

    private const string LinksWanted = "a list of 1 to 32 links, each begun with a dash";

    private static readonly Dictionary<string, LinkOrder> Orders = new(StringComparer.Ordinal)
    {
        ["any"] = LinkOrder.Any,
        ["implied"] = LinkOrder.Implied,
        ["strict"] = LinkOrder.Strict,
    };

    /// <summary>Whether a text can be a pipeline's name.</summary>
    public static bool IsName(string text) => NameForm().IsMatch(text);

    /// <summary>Reads a file: all of it, or nothing and all that is wrong in it.</summary>
    public static PipelineParse Read(string yaml)
    {
        if (Encoding.UTF8.GetByteCount(yaml) is > DefinePipeline.BytesMax and var bytes)
            return Unusable(1, $"the file has {bytes} bytes; expected at most {DefinePipeline.BytesMax}");
        if (PipelineReader.Unfit(yaml) is { } at)
            return Unusable(
                yaml.AsSpan(0, at).Count('\n') + 1,
                $"the file has U+{(int)yaml[at]:X4}; expected characters that can be stored"
            );
        var plain = yaml.StartsWith('\uFEFF') ? yaml[1..] : yaml;
        try
        {
            return FrontMatter.Unfit(plain, out var where) is { } reason
                ? Unusable(PipelineReader.Line(where), $"the file {reason}")
                : Read(FrontMatter.Load(plain));
        }
        catch (YamlException unreadable)
        {
            return Unusable(
                PipelineReader.Line(unreadable.Start),
                $"the file is no YAML: {OneLine.Of(unreadable.Message, 200)}"
            );
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 fails so, without a line, on control characters in odd places.
            return Unusable(1, "the file is no YAML: it has characters that can't stand there");
        }
    }

    private static PipelineParse Read(YamlMappingNode? map)
    {
        if (map is null)
            return Unusable(1, "the file is not one map of keys; expected keys such as name: release");
        var reader = new PipelineReader();
        reader.Keys(map, "the file", "name", "description", "tell", "order", "ntfy", "links");
        Required(reader, map, "name", "a name such as release");
        Required(reader, map, "tell", "a persona's name");
        Required(reader, map, "links", LinksWanted);
        var name = reader.Text(
            map.Child("name"),
            "name",
            $"1 to {NameMax} small letters, digits, - and _, a letter first, such as release",
            IsName
        );
        var description = reader.Text(
            map.Child("description"),
            "description",
            $"one line of at most {DescriptionMax} characters",
            DescriptionMax
        );
        var tell = reader.Text(
            map.Child("tell"),
            "tell",
            "a persona's name: 2 to 40 letters, digits, blanks, hyphens and apostrophes",
            text => PersonaName.FaultOf(text) is null
        );
        var order = reader.Text(
            map.Child("order"),
            "order",
            $"one of {string.Join(", ", Orders.Keys)}",
            Orders.ContainsKey
        );
        var ntfy = PipelineAlert.Read(reader, map.Child("ntfy"));
        var links = PipelineLinks.Read(
            reader,
            reader.List(map.Child("links"), "links", LinksWanted),
            map.Child("links")
        );
        return reader.Faults is { Length: > 0 } faults
            ? new(null, faults)
            : new(
                new(
                    name!,
                    description,
                    tell!,
                    new(links) { Order = order is null ? LinkOrder.Any : Orders[order], Ntfy = ntfy }
                ),
                []
            );
    }

    private static void Required(PipelineReader reader, YamlMappingNode map, string key, string expected)
    {
        if (map.Child(key) is null)
            reader.Fault(map, $"{key} is missing; expected {expected}");
    }

    private static PipelineParse Unusable(int line, string reason) => new(null, [new(line, reason)]);

    [GeneratedRegex(@"^[a-z][a-z0-9_-]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm();
}
