using System.Text.Json.Nodes;

namespace Brain.Client.Install;

/// <summary>
/// The folders that a person said they trust, or do not, as Gemini CLI and those that come of it keep it: what is said
/// of the nearest folder counts.
/// </summary>
internal static class TrustedFolders
{
    private const string Parent = "TRUST_PARENT";
    private const string Never = "DO_NOT_TRUST";

    /// <summary>Whether a folder is trusted; null where nothing is said of it.</summary>
    /// <param name="file">Where it is kept.</param>
    /// <param name="folder">Which folder.</param>
    internal static bool? Trusts(string file, string folder)
    {
        var here = Posix.Resolve(folder) ?? folder;
        var (longest, trusts) = (-1, (bool?)null);
        foreach (var (path, level) in SettingsLayers.Read(file) ?? [])
        {
            var said = level is JsonValue value && value.TryGetValue(out string? words) ? words : null;
            if ((said == Parent ? Path.GetDirectoryName(path) : path) is not { Length: > 0 } named)
                continue;
            var above = (Posix.Resolve(named) ?? named).TrimEnd('/');
            if (above.Length > longest && (here == above || here.StartsWith(above + "/", StringComparison.Ordinal)))
                (longest, trusts) = (above.Length, said != Never);
        }

        return trusts;
    }
}
