using System.Text.Json;

namespace Brain.Messages.Text;

/// <summary>Strings of JSON that somebody else wrote.</summary>
public static class JsonTexts
{
    /// <summary>The string of that name; null for none, for anything else, and where there is no object.</summary>
    /// <exception cref="InvalidOperationException">It holds half of a character, and is no text.</exception>
    public static string? TextOf(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
