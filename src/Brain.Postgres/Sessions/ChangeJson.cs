using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Domain.Sessions;

namespace Brain.Postgres.Sessions;

/// <summary>
/// A change as it is written: the parts that are empty are left out, for each one costs the database a look.
/// </summary>
internal static class ChangeJson
{
    /// <summary>The format.</summary>
    public static JsonTypeInfo<Change> Change { get; } =
        (JsonTypeInfo<Change>)
            new JsonSerializerOptions(StoredJson.Default.Options)
            {
                TypeInfoResolver = StoredJson.Default.WithAddedModifier(LeaveOutEmpty),
            }.GetTypeInfo(typeof(Change));

    private static void LeaveOutEmpty(JsonTypeInfo type)
    {
        if (type.Type != typeof(Change))
            return;
        foreach (var part in type.Properties.Where(part => part.PropertyType.IsAssignableTo(typeof(ICollection))))
            part.ShouldSerialize = static (_, rows) => rows is ICollection { Count: > 0 };
    }
}
