using System.Text;
using Brain.Messages.Hooks;

namespace Brain.Client.Install;

/// <summary>
/// The variables that an agent and its hooks have: those of the environment, and of files that the agent reads when it
/// starts. Whoever is first says one.
/// </summary>
/// <param name="environment">Reads the environment.</param>
/// <param name="files">What each file says, in the order that they count.</param>
internal sealed class AgentVariables(
    Func<string, string?> environment,
    IReadOnlyList<(string File, IReadOnlyDictionary<string, string> Said)> files
)
{
    private const string Shell = "the environment";

    // They reach the brain's own program, whatever its line says.
    private static readonly string[] Exact =
    [
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "LD_AUDIT",
        "GLIBC_TUNABLES",
        "BASH_ENV",
    ];

    private static readonly string[] Prefixes = ["DOTNET_GC", "COMPlus_GC"];

    /// <summary>What a variable is, and who says so; null where nobody does.</summary>
    internal (string Where, string Value)? Of(string name)
    {
        if (environment(name) is { Length: > 0 } set)
            return (Shell, set);
        foreach (var (file, said) in files)
        {
            if (said.TryGetValue(name, out var value) && value.Length > 0)
                return (file, value);
        }

        return null;
    }

    /// <summary>What files bring that bends the brain's hooks, each with its file.</summary>
    internal IEnumerable<(string File, string Name)> Bending() =>
        from file in files
        from name in file.Said.Keys
        where Bends(name) && Of(name)?.Where == file.File
        select (file.File, name);

    /// <summary>A file's variables; none where it can't be read.</summary>
    internal static IReadOnlyDictionary<string, string> Read(string file) => EnvironmentFile.Parse(Text(file) ?? "");

    /// <summary>A file's text; null where there is none that can be read.</summary>
    internal static string? Text(string file) =>
        FileHead.Read(file, EnvironmentFile.BytesMax) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>A folder and those above it.</summary>
    internal static IEnumerable<string> Upwards(string? folder)
    {
        for (var at = folder; at is { Length: > 0 }; at = Path.GetDirectoryName(at))
            yield return at;
    }

    private static bool Bends(string name) =>
        Exact.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
