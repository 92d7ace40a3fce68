using System.Text.Json.Nodes;
using Brain.Messages.Secrets;

namespace Brain.Postgres.Secrets;

/// <summary>Takes secrets out of every string of a JSON value, and counts them.</summary>
/// <param name="table">Whose value it is.</param>
/// <param name="counts">What was found so far, by column and kind.</param>
internal sealed class RedactedJson(string table, Dictionary<(string Column, string Kind), RedactionFinding> counts)
{
    private const int SampleMax = 80;
    private const int AroundMax = 30;

    /// <summary>The value without its secrets; null when it has none.</summary>
    /// <param name="column">The column that it stands in.</param>
    /// <param name="value">Text, a list, or anything within.</param>
    /// <param name="name">What it is called where it stands; it can tell that the value is a secret.</param>
    public JsonNode? Clean(string column, JsonNode? value, string name)
    {
        switch (value)
        {
            case JsonObject fields:
                return Children(
                    fields.Select(field => (field.Key, Clean(column, field.Value, field.Key))).ToArray(),
                    (key, clean) => fields[key] = clean
                )
                    ? fields
                    : null;
            case JsonArray items:
                return Children(items.Select((item, at) => (at, Clean(column, item, name))).ToArray(), (at, clean) =>
                    items[at] = clean
                )
                    ? items
                    : null;
            case JsonValue text when text.TryGetValue<string>(out var was):
                var now = SecretScanner.Redact(was, name);
                if (ReferenceEquals(now, was) || now == was)
                    return null;
                Count(column, was, now);
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

    private void Count(string column, string was, string now)
    {
        var spans = SecretScanner.Find(was);
        foreach (var kind in spans.Count > 0 ? spans.Select(span => span.Kind) : ["named value"])
        {
            var before = counts.GetValueOrDefault((column, kind)) ?? new(table, column, kind, 0, Sample(now));
            counts[(column, kind)] = before with { Count = before.Count + 1 };
        }
    }

    private static string Sample(string clean)
    {
        var at = clean.IndexOf(SecretScanner.Mark, StringComparison.Ordinal);
        var part = clean[Math.Max(0, at - AroundMax)..];
        part = part.Length > SampleMax ? part[..SampleMax] : part;
        return string.Concat(part.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter));
    }
}
