using System.Collections.Immutable;
using Brain.Domain.Text;
using YamlDotNet.RepresentationModel;

namespace Brain.Domain.Pipelines;

/// <summary>Reads the <c>ntfy:</c> of a definition.</summary>
internal static class PipelineAlert
{
    /// <summary>How ntfy tells; null when nothing is said of it.</summary>
    public static Alert? Read(PipelineReader reader, YamlNode? node)
    {
        if (reader.Map(node, "ntfy", "a map of keys such as topic: releases") is not { } map)
            return null;
        reader.Keys(map, "ntfy", "topic", "priority", "tags", "click");
        var topic = reader.Text(
            map.Child("topic"),
            "ntfy.topic",
            "1 to 64 letters, digits, - and _",
            NtfyRules.IsTopic
        );
        var priority = reader.Text(
            map.Child("priority"),
            "ntfy.priority",
            "min, low, default, high, max, urgent or 1 to 5",
            text => NtfyRules.Priority(text) is not null
        );
        var tags = Tags(reader, map.Child("tags"));
        var click = reader.Text(
            map.Child("click"),
            "ntfy.click",
            $"an address that begins with https:// or http://, without blanks, at most {NtfyRules.ClickMax} characters",
            NtfyRules.IsClick
        );
        return (topic, priority, tags, click) is (null, null, null, null)
            ? null
            : new(topic, priority is null ? null : NtfyRules.Priority(priority), tags, click);
    }

    private static ImmutableArray<string>? Tags(PipelineReader reader, YamlNode? node)
    {
        const string Wanted = "a list of at most 10 tags, such as [package]";
        if (reader.List(node, "ntfy.tags", Wanted) is not { } list)
            return null;
        if (list.Count > NtfyRules.TagsMax)
            reader.Fault(node!, $"ntfy.tags has {list.Count} tags; expected at most {NtfyRules.TagsMax}");
        return
        [
            .. list.Select(
                    (tag, place) =>
                        reader.Text(
                            tag,
                            $"ntfy.tags[{place}]",
                            $"1 to {NtfyRules.TagMax} characters without commas",
                            NtfyRules.IsTag
                        )
                )
                .OfType<string>(),
        ];
    }
}
