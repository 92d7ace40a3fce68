using Brain.Domain.Knowledge;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Says how many of the files that a learning is about changed since it was written or judged: those that the disk says
/// were written since, but for one that holds what it held then. A file that it lists and that is gone has changed; a
/// word of its text that is no file is none.
/// </summary>
internal static class ChangedFiles
{
    // What is written in the same moment as the learning belongs to it.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <summary>The learning with the count of its files, and of those that changed.</summary>
    public static LearningSummary With(this LearningSummary learning)
    {
        var (named, changed) = Count(
            new(Guid.Empty, learning.Text, learning.Project, learning.Since, learning.Files),
            learning.FilesSeen
        );
        return learning with { FilesNamed = named, FilesChanged = changed };
    }

    /// <summary>How many of a kept learning's files changed.</summary>
    public static int Of(KeptLearning learning) =>
        learning.Since is { } since && learning.Kind != "handoff"
            ? Count(
                new(
                    Guid.Empty,
                    learning.Text,
                    learning.Project,
                    since,
                    learning.Files.IsDefault ? [] : [.. learning.Files]
                ),
                learning.FilesSeen.IsDefault ? [] : learning.FilesSeen
            ).Changed
            : 0;

    /// <summary>A line for each of its files: of one that was written since, that of an earlier look.</summary>
    public static string[] Seen(UnseenFiles learning)
    {
        string[] now =
        [
            .. Files(learning)
                .Where(one => one.File.Exists && !IsLater(one.File, learning))
                .Select(one => FileContents.Line(one.Path, one.File))
                .OfType<string>(),
        ];
        return [.. now, .. learning.Before.ExceptBy(now.Select(FileContents.NameIn), FileContents.NameIn)];
    }

    private static (int Named, int Changed) Count(UnseenFiles learning, IReadOnlyCollection<string> seen)
    {
        var files = Files(learning).ToArray();
        return (
            files.Length,
            files.Count(one =>
                !one.File.Exists
                || (IsLater(one.File, learning) && !FileContents.IsAsKept(one.Path, one.File, seen))
            )
        );
    }

    private static bool IsLater(FileInfo file, UnseenFiles learning) =>
        file.LastWriteTimeUtc > learning.Since.UtcDateTime + SameMoment;

    private static IEnumerable<(string Path, FileInfo File)> Files(UnseenFiles learning) =>
        from path in NamedFiles.Of(learning.Text, learning.Files)
        let full = Full(learning.Project, path)
        where full is not null
        let file = new FileInfo(full)
        where file.Exists || learning.Files.Contains(path)
        select (path, file);

    private static string? Full(string? project, string path) =>
        path.Contains('\0') ? null
        : Path.IsPathRooted(path) ? path
        : project is not null && Path.IsPathRooted(project) ? Path.Combine(project, path)
        : null;
}
