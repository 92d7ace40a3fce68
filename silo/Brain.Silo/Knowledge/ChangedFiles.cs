using System.Collections.Immutable;
using Brain.Domain.Knowledge;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Silo.Files;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Says how many of the files that a learning is about changed since it was written or judged: those that the disk says
/// were written since, but for one that holds what it held then. A file that it lists and that is gone has changed; a
/// word of its text that is no file is none, and neither is anything in a folder that is not on this machine. What is
/// too much to be read at once has not changed until it was read.
/// </summary>
internal sealed class ChangedFiles(FileContents contents)
{
    /// <summary>The most bytes that are read while a session starts.</summary>
    public const long StartBytesMax = 1024 * 1024;

    /// <summary>The most bytes that are read while a person waits for a list.</summary>
    public const long ListBytesMax = 16 * 1024 * 1024;

    // What is written in the same moment as the learning belongs to it.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <summary>The learnings with the counts of their files, and of those that changed.</summary>
    public LearningSummary[] Of(IEnumerable<LearningSummary> learnings)
    {
        var budget = new ReadBudget(ListBytesMax);
        return [.. learnings.Select(one => With(one, budget))];
    }

    /// <summary>The same of what a session is told at its start.</summary>
    public ImmutableArray<KeptLearning> Of(ImmutableArray<KeptLearning> learnt)
    {
        var budget = new ReadBudget(StartBytesMax);
        return learnt.IsDefault ? [] : [.. learnt.Select(one => one with { FilesChanged = Changed(one, budget) })];
    }

    /// <summary>A line for each of its files: of one that was written since, that of an earlier look.</summary>
    /// <returns>Null when the budget was not enough for all of them.</returns>
    public string[]? Seen(UnseenFiles learning, ReadBudget budget)
    {
        string[] now =
        [
            .. Files(learning)
                .Where(one => !IsLater(one, learning.Since))
                .Select(one => contents.Line(one, budget))
                .OfType<string>(),
        ];
        return budget.IsSpent
            ? null
            : [.. now, .. learning.Before.ExceptBy(now.Select(FileContents.NameIn), FileContents.NameIn)];
    }

    /// <summary>Whether its files are on this machine, as far as it names any.</summary>
    public static bool AreHere(UnseenFiles learning)
    {
        if (IsFolder(learning.Project))
            return Directory.Exists(learning.Project);
        string[] whole = [.. NamedFiles.Of(learning.Text, learning.Files).Where(Path.IsPathRooted)];
        return whole.Length == 0 || whole.Any(Path.Exists);
    }

    private LearningSummary With(LearningSummary learning, ReadBudget budget)
    {
        var (named, changed) = Count(
            new(learning.Id, learning.Text, learning.Project, learning.Since, learning.Files)
            {
                Before = learning.FilesSeen,
            },
            budget
        );
        return learning with { FilesNamed = named, FilesChanged = changed };
    }

    private int Changed(KeptLearning learning, ReadBudget budget) =>
        learning.Since is { } since && learning.Kind != "handoff"
            ? Count(
                new(
                    Guid.Empty,
                    learning.Text,
                    learning.Project,
                    since,
                    learning.Files.IsDefault ? [] : [.. learning.Files]
                )
                {
                    Before = learning.FilesSeen.IsDefault ? [] : [.. learning.FilesSeen],
                },
                budget
            ).Changed
            : 0;

    private (int Named, int Changed) Count(UnseenFiles learning, ReadBudget budget)
    {
        var files = Files(learning).ToArray();
        return (
            files.Length,
            files.Count(one =>
                one.Found is null
                || (IsLater(one, learning.Since) && contents.Differs(one, learning.Before, budget))
            )
        );
    }

    // A link that leads elsewhere since is as new as a file that was written since.
    private static bool IsLater(NamedFile file, DateTimeOffset since)
    {
        var moment = (since + SameMoment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        return file.Found?.Written > moment || FileIdentity.OfAnyItself(file.Place)?.Written > moment;
    }

    private static IEnumerable<NamedFile> Files(UnseenFiles learning)
    {
        var folder = IsFolder(learning.Project) && Directory.Exists(learning.Project) ? learning.Project : null;
        return from path in NamedFiles.Of(learning.Text, learning.Files)
               let place = Place(folder, path)
               where place is not null
               let found = FileIdentity.Of(place)
               where found is not null || learning.Files.Contains(path)
               select new NamedFile(path, place, found);
    }

    private static bool IsFolder(string? project) => project is ['/', ..] && !project.Contains('\0');

    private static string? Place(string? folder, string path) =>
        path.Contains('\0') ? null
        : Path.IsPathRooted(path) ? path
        : folder is not null ? Path.Combine(folder, path)
        : null;
}
