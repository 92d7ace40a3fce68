using System.Text.Json;

namespace Brain.Silo.Hooks;

/// <summary>
/// The files that a patch names inside its text, in the form that several agents' models write: which field of the
/// input holds it is the agent's affair, so every text of it is looked at.
/// </summary>
internal static class PatchFiles
{
    private const int PathMax = 4_096;

    private static readonly string[] Heads =
    [
        "*** Add File: ",
        "*** Update File: ",
        "*** Delete File: ",
        "*** Move to: ",
    ];

    /// <summary>In the order of the patch, each once.</summary>
    public static string[] Of(JsonElement? input) =>
        input switch
        {
            { ValueKind: JsonValueKind.String } text => [.. Of(Text(text))],
            { ValueKind: JsonValueKind.Object } all =>
            [
                .. all.EnumerateObject()
                    .Where(field => field.Value.ValueKind == JsonValueKind.String)
                    .SelectMany(field => Of(Text(field.Value)))
                    .Distinct(StringComparer.Ordinal),
            ],
            _ => [],
        };

    /// <summary>The same of a patch's text.</summary>
    public static IEnumerable<string> Of(string patch) =>
        patch
            .Split('\n')
            // Blanks before a head are read over by who applies it.
            .Select(line => line.Trim())
            .Select(line =>
                Array.Find(Heads, head => line.StartsWith(head, StringComparison.OrdinalIgnoreCase)) is { } head
                    ? line[head.Length..].Trim()
                    : ""
            )
            .Where(path => path.Length is > 0 and <= PathMax)
            .Distinct(StringComparer.Ordinal);

    private static string Text(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: its raw form still names the files.
            return text.GetRawText().Replace("\\n", "\n", StringComparison.Ordinal);
        }
    }
}
