using Brain.Domain.Tools.Shell;

namespace Brain.Domain.Tools;

/// <summary>
/// Reads a shell command line to say whether it can only read. What it does not understand wholly it does not call
/// reading, and the person is asked: a wrong no costs a question, a wrong yes costs a file.
/// </summary>
public static class ShellCommand
{
    private const string Here = ".";
    private const string Names = "/-*";

    /// <summary>Whether every command on the line is known to read only, with no redirection into a file.</summary>
    /// <param name="line">The line.</param>
    /// <param name="ownFolders">
    /// Which of the line's <see cref="Folders"/> hold the project's own repository, whose settings may name programs;
    /// null when nobody looked, and then only the one that the line starts in counts as such.
    /// </param>
    public static bool OnlyReads(string line, IReadOnlyCollection<string>? ownFolders = null) =>
        ShellGrammar.Read(line) is { } script
        && new ShellScan(script, folder =>
            ownFolders?.Contains(folder, StringComparer.Ordinal) ?? folder == Here
        ).OnlyReads();

    /// <summary>
    /// The folders whose settings the line's programs would go by, as the line names them: <c>.</c> for the one that
    /// it starts in. Beside them those whose names stand in a pattern's place, as <see cref="NamesOf"/> writes them.
    /// Empty when there is none, or when the line does more than read anyway.
    /// </summary>
    public static IReadOnlyList<string> Folders(string line)
    {
        var folders = new List<string>();
        var reads = ShellGrammar.Read(line) is { } script && new ShellScan(script, Note).OnlyReads();
        return reads ? folders : [];

        bool Note(string folder)
        {
            if (!folders.Contains(folder))
                folders.Add(folder);
            return true;
        }
    }

    /// <summary>How it is asked and answered that no name in a folder begins as an option does.</summary>
    internal static string NamesOf(string folder) => folder + Names;

    /// <summary>The folder whose names are asked about; null when it is asked whose the folder is.</summary>
    public static string? NamedFolder(string asked) =>
        asked.EndsWith(Names, StringComparison.Ordinal) ? asked[..^Names.Length] : null;

    /// <summary>Whether a name may be more than a file to some program: an option, or a file of options.</summary>
    public static bool MayBeOption(string name) => name is ['-' or '+' or '@', ..];

    /// <summary>The most words that <see cref="Paths"/> tells; one more when the line has more.</summary>
    public const int PathsMax = ShellPaths.WordsMax;

    /// <summary>The words of the line that may be paths: <c>*</c> in them stands for anything.</summary>
    public static IReadOnlyList<string> Paths(string line) => ShellPaths.Of(line);

    /// <summary>What the line's programs could open, from the folders that they run in.</summary>
    public static ReachedPaths Reaches(string line) => ShellReachReader.Of(line);

    /// <summary>
    /// Whether the line speaks to the brain itself: its client (unless only to be told something), its socket, its
    /// keys or its rules. A guard against accidents and plain attempts; a shell offers other ways to whoever looks for
    /// them.
    /// </summary>
    public static bool SteersTheBrain(string line) => BrainCommands.Steers(line);

    /// <summary>
    /// Every program that the line runs, in whatever spelling, with its words as far as they are known.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="folder">Where it starts; empty for where its paths are told from.</param>
    public static ShellRun Runs(string line, string folder = "") => ShellRunReader.Of(line, folder);
}
