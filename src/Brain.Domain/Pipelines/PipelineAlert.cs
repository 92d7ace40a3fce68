using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Personas;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Pipelines;

/// <summary>Reads the <c>ntfy:</c> of a definition.</summary>
internal static partial class PipelineAlert
{
    private const int ClickMax = 900;
    private const int TagsMax = 10;
    private const int TagMax = 40;

    /// <summary>How ntfy tells; null when nothing is said of it.</summary>
    public static Alert? Read(PipelineReader reader, YamlNode? node)
    {
        if (reader.Map(node, "ntfy", "a map of keys such as topic: releases") is not { } map)
            return null;
        reader.Keys(map, "ntfy", "topic", "priority", "tags", "click");
        var topic = reader.Text(map.Child("topic"), "ntfy.topic", "1 to 64 letters, digits, - and _", text => TopicForm().IsMatch(text));
        var priority = reader.Text(map.Child("priority"), "ntfy.priority", "min, low, default, high, max, urgent or 1 to 5", text => Priority(text) is not null);
        var tags = Tags(reader, map.Child("tags"));
        var click = reader.Text(
            map.Child("click"), "ntfy.click", $"an address that begins with https:// or http://, without blanks, at most {ClickMax} characters", IsClick);
        return (topic, priority, tags, click) is (null, null, null, null) ? null : new(topic, Priority(priority), tags, click);
    }

    private static int? Priority(string? text) => text switch
    {
        "min" or "1" => 1,
        "low" or "2" => 2,
        "default" or "3" => 3,
        "high" or "4" => 4,
        "max" or "urgent" or "5" => 5,
        _ => null,
    };

    private static ImmutableArray<string>? Tags(PipelineReader reader, YamlNode? node)
    {
        const string Wanted = "a list of at most 10 tags, such as [package]";
        if (reader.List(node, "ntfy.tags", Wanted) is not { } list)
            return null;
        if (list.Count > TagsMax)
            reader.Fault(node!, $"ntfy.tags has {list.Count} tags; expected at most {TagsMax}");
        return [.. list.Select((tag, place) => reader.Text(tag, $"ntfy.tags[{place}]", $"1 to {TagMax} characters without commas", IsTag)).OfType<string>()];
    }

    private static bool IsTag(string text) => text.Length <= TagMax && !text.Contains(',', StringComparison.Ordinal);

    // Judged as it will be sent: with a run's id in it, which is longer than its place.
    private static bool IsClick(string text) =>
        text.Length <= ClickMax
        && text.Replace(Telling.RunPlace, Guid.Empty.ToString(), StringComparison.Ordinal) is { Length: <= Telling.ClickMax } sent
        && !sent.Any(char.IsWhiteSpace)
        && Uri.TryCreate(sent, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    [GeneratedRegex(@"^[-_A-Za-z0-9]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicForm();
}
