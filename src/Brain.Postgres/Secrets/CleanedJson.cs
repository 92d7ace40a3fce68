using System.Text.Json.Nodes;
using Brain.Messages.Secrets;

namespace Brain.Postgres.Secrets;

/// <summary>Takes what a cleaner knows out of every string of a JSON value, and counts it.</summary>
/// <param name="cleaner">Says what a string reads without it.</param>
/// <param name="counts">What was found so far, by column and kind.</param>
internal sealed class CleanedJson(
    ITextCleaner cleaner,
    Dictionary<(string Column, string Kind), RedactionFinding> counts
)
{
    /// <summary>Hears of each string that changes: where it stands, what it was, what it is.</summary>
    public Action<StoredText, string, string> Changed { get; init; } = (_, _, _) => { };

    /// <summary>The value without it; null when it has none.</summary>
    /// <param name="at">The column that it stands in.</param>
    /// <param name="value">Text, a list, or anything within.</param>
    /// <param name="name">What it is called where it stands; it can tell that the value is a secret.</param>
    public JsonNode? Clean(StoredText at, JsonNode? value, string name)
    {
        switch (value)
        {
            case JsonObject fields:
                return Children(
                    fields.Select(field => (field.Key, Clean(at, field.Value, field.Key))).ToArray(),
                    (key, clean) => fields[key] = clean
                )
                    ? fields
                    : null;
            case JsonArray items:
                return Children(
                    items.Select((item, place) => (place, Clean(at, item, name))).ToArray(),
                    (place, clean) => items[place] = clean
                )
                    ? items
                    : null;
            case JsonValue text when text.TryGetValue<string>(out var was):
                var now = cleaner.Clean(at, was, name);
                if (ReferenceEquals(now, was) || now == was)
                    return null;
                Count(at, was, now);
                Changed(at, was, now);
                return JsonValue.Create(now);
            default:
                return null;
        }
    }

    private static bool Children<T>((T Key, JsonNode? Clean)[] children, Action<T, JsonNode> put)
    {
        var changed = false;
        foreach (var (key, clean) in children)
        {
            if (clean is null)
                continue;
            changed = true;
            // A container that was changed within stands where it stood.
            if (clean.Parent is null)
                put(key, clean);
        }

        return changed;
    }

    private void Count(StoredText at, string was, string now)
    {
        foreach (var kind in cleaner.Kinds(was))
        {
            var before = counts.GetValueOrDefault((at.Column, kind))
                ?? new(at.Table, at.Column, kind, 0, cleaner.Sample(at, now));
            counts[(at.Column, kind)] = before with { Count = before.Count + 1 };
        }
    }
}
