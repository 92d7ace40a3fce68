using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Text;

/// <summary>The YAML between the fences of a SKILL.md. It begins on the file's second line.</summary>
internal static class FrontMatter
{
    /// <summary>What stands alone on the lines around it.</summary>
    public const string Fence = "---";

    private const int DepthMax = 16;
    private const int NodesMax = 10_000;

    /// <summary>
    /// What stands between the fences, and what after them; all that comes when it is not ended, and null where it does
    /// not begin.
    /// </summary>
    public static string? Cut(string text, out string body, out bool open)
    {
        (body, open) = ("", false);
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var next = end < 0 ? text.Length : end + 1;
            var isFence = text.AsSpan(at, next - at).TrimEnd() is Fence;
            if (at == 0 && !isFence)
                return null;
            if (at == 0)
                start = next;
            else if (isFence)
            {
                body = text[next..];
                return text[start..at];
            }

            at = next;
        }

        open = start > 0;
        return open ? text[start..] : null;
    }

    /// <summary>
    /// What makes it unfit to be built: looked for in the stream of events, before nesting could cost a stack or an
    /// alias a memory.
    /// </summary>
    public static YamlFault? FaultOf(string front) =>
        Unfit(front, out var at) is { } reason
            ? new(Line(at), $"the front matter {reason}; nothing of this file is used")
            : null;

    /// <summary>
    /// The same of any YAML: as a part of a sentence, and where in the text; null when it can be built.
    /// </summary>
    public static string? Unfit(string yaml, out Mark at)
    {
        var parser = new Parser(new StringReader(yaml));
        var (depth, nodes) = (0, 0);
        while (parser.MoveNext())
        {
            at = parser.Current!.Start;
            depth += parser.Current.NestingIncrease;
            var reason =
                parser.Current is AnchorAlias ? "uses an alias (*name); write the value out"
                : depth > DepthMax + 2 ? $"is nested deeper than {DepthMax}"
                : ++nodes > NodesMax ? $"has more than {NodesMax} parts"
                : null;
            if (reason is not null)
                return reason;
        }

        at = default;
        return null;
    }

    /// <summary>Its keys; null when it is something else.</summary>
    /// <exception cref="YamlException">It is no YAML, or says a key twice.</exception>
    public static YamlMappingNode? Load(string front)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(front));
        return stream.Documents is [{ RootNode: YamlMappingNode map }] ? map : null;
    }

    /// <summary>The line in the file.</summary>
    public static int Line(Mark mark) => (int)Math.Min(int.MaxValue, mark.Line + 1);

    /// <summary>The value of a key; null when there is none or it is null.</summary>
    public static YamlNode? Child(this YamlMappingNode map, string key) =>
        map
            .Children.Where(child => child.Key is YamlScalarNode { Value: var name } && name == key)
            .Select(child => child.Value)
            .FirstOrDefault(value => !IsNull(value));

    /// <summary>A scalar as it is written, whatever YAML would take it for; null for a list or a map.</summary>
    public static string? Text(this YamlNode node) => node is YamlScalarNode { Value: { } text } ? text : null;

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };
}
