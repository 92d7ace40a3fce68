using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Domain.Skills.Build;

/// <summary>
/// A skill as a plugin that a marketplace lists: <c>.claude-plugin/marketplace.json</c> at the marketplace's top, and
/// <c>.claude-plugin/plugin.json</c> in the plugin's folder, as their documentation has them.
/// </summary>
public static class PluginFiles
{
    /// <summary>The marketplace's list, from its folder.</summary>
    public const string List = ".claude-plugin/marketplace.json";

    /// <summary>The plugin's own file, from the plugin's folder.</summary>
    public const string Own = ".claude-plugin/plugin.json";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where a plugin lies, from the marketplace's folder.</summary>
    public static string Place(string name) => $"plugins/{name}";

    /// <summary>plugin.json.</summary>
    public static string Plugin(SkillManifest skill, string author) =>
        new JsonObject
        {
            ["name"] = skill.Name,
            ["description"] = skill.Description,
            ["version"] = skill.Version ?? SkillDraft.VersionFirst,
            ["author"] = new JsonObject { ["name"] = author },
        }.ToJsonString(Layout) + "\n";

    /// <summary>marketplace.json with the plugin in it; all else in it stays.</summary>
    /// <param name="text">The file as it is; null where there is none.</param>
    /// <param name="marketplace">What a new marketplace is called.</param>
    /// <param name="skill">The skill.</param>
    /// <param name="author">Who owns a new marketplace.</param>
    /// <returns>The file as it is to be, or why it can't.</returns>
    public static (string? Text, string? Refusal) Marketplace(
        string? text,
        string marketplace,
        SkillManifest skill,
        string author
    )
    {
        JsonObject root;
        try
        {
            root = text is null
                ? new()
                {
                    ["name"] = marketplace,
                    ["owner"] = new JsonObject { ["name"] = author },
                    ["plugins"] = new JsonArray(),
                }
                : JsonNode.Parse(text)?.AsObject() ?? throw new JsonException("it is null");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return (null, $"{List} is no JSON object ({fault.Message.Split('\n')[0]})");
        }

        if (root["plugins"] is not JsonArray plugins)
            return (null, $"{List} has no list of plugins");
        if (plugins.Any(one => IsCalled(one, skill.Name)))
            return (null, $"{List} lists a plugin {skill.Name} already");
        plugins.Add(
            (JsonNode)
                new JsonObject
                {
                    ["name"] = skill.Name,
                    ["source"] = $"./{Place(skill.Name)}",
                    ["description"] = skill.Description,
                    ["version"] = skill.Version ?? SkillDraft.VersionFirst,
                }
        );
        return (root.ToJsonString(Layout) + "\n", null);
    }

    private static bool IsCalled(JsonNode? plugin, string name) =>
        plugin is JsonObject one
        && one["name"] is JsonValue said
        && said.GetValueKind() == JsonValueKind.String
        && said.GetValue<string>() == name;
}
