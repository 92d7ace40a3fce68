using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Client.Install;

/// <summary>
/// What an agent's settings say that stand in several files, of which a later one beats those before it. A file that
/// can't be read says nothing.
/// </summary>
internal sealed class SettingsLayers
{
    private const int BytesMax = 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly (string File, JsonObject Settings)[] _files;

    private SettingsLayers((string, JsonObject)[] files) => _files = files;

    /// <summary>Reads them.</summary>
    /// <param name="files">The weakest first.</param>
    internal static SettingsLayers Of(IEnumerable<string> files) =>
        new([
            .. from file in files.Distinct()
            let settings = Read(file)
            where settings is not null
            select (file, settings),
        ]);

    /// <summary>What counts of a setting, and in which file it stands; null where none says it.</summary>
    /// <param name="path">The setting's names, from the outermost.</param>
    internal (string File, JsonNode Said)? Last(params string[] path) =>
        All(path) is [.., var last] ? last : null;

    /// <summary>What each file says of a setting.</summary>
    /// <param name="path">The setting's names, from the outermost.</param>
    internal (string File, JsonNode Said)[] All(params string[] path) =>
        [
            .. from layer in _files
            let said = Said(layer.Settings, path)
            where said is not null
            select (layer.File, said),
        ];

    /// <summary>A file of JSON with or without comments; null where there is none that can be read.</summary>
    internal static JsonObject? Read(string file)
    {
        try
        {
            return FileHead.Read(file, BytesMax) is { } bytes
                ? JsonNode.Parse(bytes, documentOptions: Lenient) as JsonObject
                : null;
        }
        catch (Exception e) when (IsOdd(e) || e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A name that stands twice and half a pair of letters are found out where they are looked into.
    private static JsonNode? Said(JsonObject settings, string[] path)
    {
        try
        {
            return path.Aggregate((JsonNode?)settings, (node, name) => (node as JsonObject)?[name]);
        }
        catch (Exception e) when (IsOdd(e))
        {
            return null;
        }
    }

    private static bool IsOdd(Exception e) => e is JsonException or ArgumentException or InvalidOperationException;
}
