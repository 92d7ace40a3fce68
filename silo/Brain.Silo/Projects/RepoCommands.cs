using System.Collections.Concurrent;
using Brain.Domain.Projects;
using Brain.Messages.Commands;
using Brain.Messages.Projects;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;
using Brain.Postgres.Projects;
using Brain.Silo.Commands;
using Brain.Silo.Files;

namespace Brain.Silo.Projects;

/// <summary>Looks for the clones of this machine, and lists them.</summary>
internal sealed class RepoCommands(RepoStore store) : TypedCommandHandler<ReposCommand>(CommandKind.Repos)
{
    private const int PathMax = ProjectFolder.LengthMax;
    private const int ShownMax = 50;

    // What git is given to say what became of a project's commits, however many clones it has.
    private static readonly TimeSpan HistoryMax = TimeSpan.FromSeconds(30);

    // The least of a commit's name that is told.
    private const int NameMin = 7;

    private static readonly SemaphoreSlim One = new(1, 1);

    /// <inheritdoc/>
    protected override (ReposCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        ReposCommand.Parse(args);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(ReposCommand command, CommandOrigin origin)
    {
        if (!command.Sync)
            return new(ToText(await store.List(all: false, CancellationToken.None)));
        if (command.Folders.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing)
            return CommandResult.Refused("repos.folder", $"There is no folder {missing}. Nothing was changed.");
        await One.WaitAsync();
        try
        {
            return await Sync([.. command.Folders], origin.Caller.Source);
        }
        finally
        {
            One.Release();
        }
    }

    private async Task<CommandResult> Sync(string[] folders, string source)
    {
        var known = (await store.List(all: true, CancellationToken.None)).ToDictionary(one => one.Path);
        var found = folders.Length > 0 ? CloneFinder.Below(folders, CancellationToken.None) : await Known();
        var repos = new ConcurrentBag<RepoSummary>();
        await Parallel.ForEachAsync(
            found.Clones.Where(path => path.Length <= PathMax),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) },
            async (path, stop) => repos.Add(await Look(path, known.GetValueOrDefault(path), stop))
        );
        await Settle(repos, known, source);
        // Below a folder that was not looked into nothing is known to be gone.
        var roots = found is { IsWhole: true, Unread.Count: 0 } ? found.Looked.ToArray() : [];
        var gone = known.Values.Where(one =>
            one.Status == "active" && !Directory.Exists(one.Path) && IsBelow(one.Path, folders)
        );
        var synced = await store.Sync(
            [.. repos],
            folders.Length > 0 ? roots : [],
            [.. gone.Select(one => one.Path)],
            source,
            CancellationToken.None
        );
        return new(
            $"{repos.Count} clones: {synced.Added} new, {synced.Changed} changed, {synced.Same} as they were, "
                + $"{synced.Archived} gone."
                + (found.Unread.Count > 0 ? $" Not looked into: {string.Join(", ", found.Unread.Take(3))}." : "")
                + (
                    found.IsWhole
                        ? ""
                        : $" Looked {CloneFinder.DepthMax} deep and into {CloneFinder.FoldersMax} folders at most."
                )
        );
    }

    // A commit is gone when no clone of its project has it, so each must have been read.
    private async Task Settle(IEnumerable<RepoSummary> found, Dictionary<string, RepoSummary> known, string source)
    {
        foreach (var project in found.GroupBy(one => one.ProjectKey, StringComparer.Ordinal))
        {
            if (project.All(one => known.TryGetValue(one.Path, out var before) && before.Sessions == 0))
                continue;
            using var budget = new CancellationTokenSource(HistoryMax);
            var histories = new List<CloneHistory>();
            var read = new List<string>();
            try
            {
                foreach (var one in project.Where(one => !new GitDirectory(one.Path).NamesPrograms))
                {
                    if (await GitProgram.History(one.Path, budget.Token) is not { } newest)
                        continue;
                    histories.Add(newest);
                    read.Add(one.Path);
                }
            }
            catch (OperationCanceledException) when (budget.IsCancellationRequested)
            {
                // Clones that nobody had the time to read are unread: of what they may have nothing is gone.
            }

            var isWhole = known
                .Values.Where(one => one.ProjectKey == project.Key && one.Status == "active")
                .Select(one => one.Path)
                .Concat(project.Select(one => one.Path))
                .All(read.Contains);

            if (histories.Count == 0)
                continue;
            var history = CloneHistory.Known(histories);
            await store.Settle(
                project.Key,
                history with
                {
                    WholeSince = isWhole ? histories.Max(one => one.Since) : null,
                    Lost = await Lost(project.Key, history, read, budget.Token),
                },
                source
            );
        }
    }

    private async Task<KnownLost> Lost(
        string project,
        KnownHistory history,
        List<string> clones,
        CancellationToken stop
    )
    {
        var known = history.Commits.Select(one => one.Sha[..NameMin]).ToHashSet(StringComparer.Ordinal);
        UnsettledCommit[] lost =
        [
            .. (await store.Unsettled(project, CancellationToken.None))
                .Where(one => !known.Contains(one.Sha[..NameMin]))
                .Take(LostCommits.Max),
        ];
        return lost.Length == 0 ? KnownLost.None : await LostCommits.FindIn(clones, lost, stop);
    }

    // Its parent being gone too may mean that a disk is not there.
    private static bool IsBelow(string path, string[] folders) =>
        folders.Length == 0
            ? Directory.Exists(Path.GetDirectoryName(path))
            : folders.Any(one => ProjectFolder.Holds(one, path));

    private async Task<FoundClones> Known()
    {
        var clones = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (path, _) in await store.Places(CancellationToken.None))
        {
            for (var at = RealPath.Of(path); at is { Length: > 1 }; at = Path.GetDirectoryName(at))
            {
                if (CloneFinder.Clone(at) is not { } clone)
                    continue;
                clones.Add(clone);
                break;
            }
        }

        return new(clones, [], [], IsWhole: true);
    }

    private static async Task<RepoSummary> Look(string path, RepoSummary? known, CancellationToken stop)
    {
        var git = new GitDirectory(path);
        var (commit, namesPrograms) = (git.Commit, git.NamesPrograms);
        var isKnown = known is { CommittedAt: not null } && known.LastCommit == commit;
        return new(path, Path.GetFileName(path), Remote(path), ProjectFolders.Look(path) ?? path)
        {
            Branch = git.Branch,
            LastCommit = commit,
            CommittedAt =
                commit is null || (namesPrograms && !isKnown) ? null
                : isKnown ? known!.CommittedAt
                : await GitProgram.CommittedAt(path, stop),
            Worktrees = git.Worktrees,
            Dirty = git.IsBare || namesPrograms ? null : await GitProgram.IsDirty(path, stop),
        };
    }

    private static string? Remote(string path) =>
        ProjectFolders.Repository(path)?.Remote is { } remote ? SecretScanner.Redact(remote) : null;

    private static string ToText(RepoSummary[] all) =>
        all.Length == 0
            ? "No clones are known yet. To look for them: brain repos sync FOLDER"
            : string.Join(
                '\n',
                all.Take(ShownMax)
                    .Select(one =>
                        $"{one.Name} · {one.Branch ?? "no branch"}{(one.Dirty == true ? " · changed" : "")} · "
                        + $"{one.Remote ?? "no remote"} · {one.Path}"
                    )
            ) + (all.Length > ShownMax ? $"\n… and {all.Length - ShownMax} more: brain repos" : "");
}
