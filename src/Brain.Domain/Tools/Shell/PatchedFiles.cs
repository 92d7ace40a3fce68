namespace Brain.Domain.Tools.Shell;

/// <summary>The files that a patch changes whose text stands on the line itself, in a here-document.</summary>
internal static class PatchedFiles
{
    /// <summary>They, from where the line starts; none where no program applies patches.</summary>
    public static IEnumerable<string> Of(string line, IEnumerable<ShellInvocation> runs)
    {
        if (!line.Contains("\n+++ ", StringComparison.Ordinal) && !line.Contains("\n--- ", StringComparison.Ordinal))
            return [];
        return runs.LastOrDefault(Patches) is { } patch ? line.Split('\n').SelectMany(Named).Select(patch.At) : [];
    }

    private static bool Patches(ShellInvocation call) =>
        call.Program is "patch" || (call.Program == "git" && GitWords.Of(call.Arguments).Command is "apply" or "am");

    // With and without the first folder, which is a or b for most.
    private static IEnumerable<string> Named(string line)
    {
        if (line is not (['+', '+', '+', ' ', ..] or ['-', '-', '-', ' ', ..]))
            return [];
        var path = line[4..].Split('\t')[0].Trim();
        var first = path.IndexOf('/', StringComparison.Ordinal);
        return path == "/dev/null" ? [] : first > 0 ? [path, path[(first + 1)..]] : [path];
    }
}
