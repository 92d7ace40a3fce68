using System.Text.Json;
using Brain.Messages.Text;

namespace Brain.Client.Supervisor;

/// <summary>The few words of <c>brain.json</c> that count while no silo runs.</summary>
internal static class PersonsFile
{
    private static readonly JsonDocumentOptions Format = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>
    /// What the person wrote; null when there is nothing that can be read, and then the defaults hold.
    /// </summary>
    internal static JsonElement? Read(BrainHome home)
    {
        try
        {
            using var document = JsonDocument.Parse(
                ByteOrderMark.Without(File.ReadAllBytes(home.Path + "/brain.json")),
                Format
            );
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a hook that finds no brain may start it: <c>"start": "hooks"</c>, the default, or <c>"never"</c>.
    /// </summary>
    internal static bool HooksMayStart(BrainHome home) =>
        Read(home) is not { } file
        || Word(file, "start") is not { } word
        || !word.Equals("never", StringComparison.OrdinalIgnoreCase);

    internal static JsonElement? Section(JsonElement? file, string name) =>
        file is { ValueKind: JsonValueKind.Object } root
        && Named(root, name) is { ValueKind: JsonValueKind.Object } section
            ? section
            : null;

    internal static string? Word(JsonElement section, string name) =>
        section.ValueKind == JsonValueKind.Object && Named(section, name) is { ValueKind: JsonValueKind.String } word
            ? word.GetString()
            : null;

    private static JsonElement? Named(JsonElement section, string name)
    {
        foreach (var property in section.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }
}
