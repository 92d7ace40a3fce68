using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Domain.Decisions;
using Brain.Domain.Sessions;

namespace Brain.Postgres.Sessions;

/// <summary>
/// A change as it is written: the names of all its parts side by side, as they were before there were parts, and what
/// is empty left out, for each name costs the database a look. Worked out once, when the first change is written.
/// </summary>
internal static class ChangeJson
{
    /// <summary>The format.</summary>
    public static JsonTypeInfo<SessionChange> Change { get; } =
        (JsonTypeInfo<SessionChange>)
            new JsonSerializerOptions(StoredJson.Default.Options)
            {
                TypeInfoResolver = StoredJson.Default.WithAddedModifier(Flatten),
            }.GetTypeInfo(typeof(SessionChange));

    private static void Flatten(JsonTypeInfo type)
    {
        if (type.Type != typeof(SessionChange))
            return;
        foreach (var part in type.Properties.Where(IsPart).ToArray())
        {
            type.Properties.Remove(part);
            foreach (var rows in StoredJson.Default.GetTypeInfo(part.PropertyType)!.Properties)
                type.Properties.Add(OfPart(type, part.Get!, rows));
        }

        foreach (var rows in type.Properties.Where(one => one.PropertyType.IsAssignableTo(typeof(ICollection))))
            rows.ShouldSerialize = static (_, value) => value is ICollection { Count: > 0 };
    }

    private static bool IsPart(JsonPropertyInfo property) => property.PropertyType.IsAssignableTo(typeof(IChangePart));

    private static JsonPropertyInfo OfPart(JsonTypeInfo change, Func<object, object?> part, JsonPropertyInfo rows)
    {
        var flat = change.CreateJsonPropertyInfo(rows.PropertyType, rows.Name);
        flat.Get = one => rows.Get!(part(one)!);
        flat.ShouldSerialize = static (_, value) => value is not null;
        return flat;
    }
}
