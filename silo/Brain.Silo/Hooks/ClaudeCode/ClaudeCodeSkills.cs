using System.Text.Json;
using Brain.Domain.Skills;
using Brain.Domain.Text;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Secrets;
using Brain.Silo.Configuration;
using Brain.Silo.Files;
using Brain.Silo.Skills;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Where Claude Code's skills lie: the user's, those of projects from a folder up to its repository's, and of plugins
/// that are installed, as <c>plugins/installed_plugins.json</c> of Claude Code 2.1.332 names them.
/// </summary>
internal sealed class ClaudeCodeSkills(BrainSettings settings) : ISkillSource
{
    private const int ListBytesMax = 4 * 1024 * 1024;
    private const int ParentsMax = 12;
    private const string Folder = "skills";

    /// <inheritdoc/>
    public IEnumerable<SkillRoot> Roots(IEnumerable<string> projects, out bool isWhole)
    {
        var plugins = Plugins();
        isWhole = plugins is not null;
        return
        [
            new(RealPath.Of(settings.Skills), SkillRoot.OfUser),
            .. projects.SelectMany(OfProject),
            .. plugins ?? [],
        ];
    }

    /// <inheritdoc/>
    public string Home => settings.AgentFolders(ClaudeCodeAgent.Known);

    private IEnumerable<SkillRoot> OfProject(string project)
    {
        foreach (var above in Above(project))
        {
            var own = Path.Combine(above, ClaudeCodeAgent.Known.Folder, Folder);
            var real = Directory.Exists(own) ? RealPath.Of(own) : own;
            // At home lies what is the user's.
            if (real != RealPath.Of(settings.Skills))
                yield return new(real, SkillRoot.OfProject) { Project = above, Anchor = SkillRoot.AnchorOf(above) };
        }
    }

    private static List<string> Above(string folder)
    {
        var all = new List<string>();
        for (var at = folder; at is { Length: > 1 } && all.Count < ParentsMax; at = Path.GetDirectoryName(at))
        {
            all.Add(at);
            if (Path.Exists(Path.Combine(at, ".git")))
                return all;
        }

        // In no repository: the folder alone.
        return [folder];
    }

    // Null where the list can't be read: then nothing is known to be gone.
    private SkillRoot[]? Plugins()
    {
        var list = Path.Combine(settings.AgentFolders(ClaudeCodeAgent.Known), "plugins", "installed_plugins.json");
        try
        {
            if (RegularFile.Read(list, ListBytesMax) is not { } bytes)
                return File.Exists(list) ? null : [];
            using var read = JsonDocument.Parse(bytes);
            return
            [
                .. read
                    .RootElement.GetProperty("plugins")
                    .EnumerateObject()
                    .SelectMany(plugin => Places(plugin.Value).Select(place => OfPlugin(plugin.Name, place)))
                    .DistinctBy(root => root.Path),
            ];
        }
        catch (Exception fault)
            when (fault
                    is JsonException
                        or IOException
                        or UnauthorizedAccessException
                        or InvalidOperationException
                        or KeyNotFoundException
            )
        {
            return null;
        }
    }

    private static SkillRoot OfPlugin(string name, string place) =>
        new(RealPath.Of(Path.Combine(place, Folder)), SkillRoot.OfPlugin) { Plugin = NameOf(name) };

    // Cut as a row has room for it; one that nobody sees is none.
    private static string? NameOf(string plugin) =>
        OneLine.Of(SecretScanner.Redact(plugin.Split('@')[0]), SkillManifest.TextMax) is { Length: > 0 } name
            ? name
            : null;

    // A list of places, one for each scope; one place in the first version of the file.
    private static IEnumerable<string> Places(JsonElement plugin) =>
        (plugin.ValueKind == JsonValueKind.Array ? plugin.EnumerateArray().ToArray() : [plugin])
            .Select(place => place.GetProperty("installPath").GetString())
            .OfType<string>()
            .Where(Path.IsPathFullyQualified);
}
