using Brain.Domain.Knowledge;
using Brain.Messages.Knowledge;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Says how many of the files that a learning is about changed since it was written or judged: by the time that the
/// disk has of each. A file that it lists and that is gone has changed; a word of its text that is no file is none.
/// </summary>
internal static class ChangedFiles
{
    // What is written in the same moment as the learning belongs to it.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <summary>The learning with the count of its files, and of those that changed.</summary>
    public static LearningSummary With(this LearningSummary learning)
    {
        var (named, changed) = Count(learning.Project, learning.Text, learning.Files, learning.Since);
        return learning with { FilesNamed = named, FilesChanged = changed };
    }

    /// <summary>How many of a kept learning's files changed.</summary>
    public static int Of(KeptLearning learning) =>
        learning.Since is { } since && learning.Kind != "handoff"
            ? Count(learning.Project, learning.Text, learning.Files.IsDefault ? [] : learning.Files, since).Changed
            : 0;

    /// <summary>How many files it is about, and how many of them changed.</summary>
    /// <param name="project">What relative paths begin at; null for none.</param>
    /// <param name="text">What was learnt.</param>
    /// <param name="listed">Files of its metadata.</param>
    /// <param name="since">When it was written or judged.</param>
    public static (int Named, int Changed) Count(
        string? project,
        string text,
        IReadOnlyCollection<string> listed,
        DateTimeOffset since
    )
    {
        var (named, changed) = (0, 0);
        foreach (var path in NamedFiles.Of(text, listed))
        {
            if (Full(project, path) is not { } full)
                continue;
            var file = new FileInfo(full);
            if (!file.Exists && !listed.Contains(path))
                continue;
            named++;
            changed += !file.Exists || file.LastWriteTimeUtc > since.UtcDateTime + SameMoment ? 1 : 0;
        }

        return (named, changed);
    }

    private static string? Full(string? project, string path) =>
        path.Contains('\0') ? null
        : Path.IsPathRooted(path) ? path
        : project is not null && Path.IsPathRooted(project) ? Path.Combine(project, path)
        : null;
}
