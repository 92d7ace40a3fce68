using System.Collections.Concurrent;
using Brain.Messages.Projects;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Sessions;

namespace Brain.Silo.Skills;

/// <summary>
/// Has the rows say what the folders say. A folder that is as it was costs a look at its files; of the others the whole
/// is read. One that has another place is the same skill, with its history, where its folder or its text is the same.
/// </summary>
internal sealed class SkillSync(SkillStore store, IEnumerable<ISkillSource> sources, ProjectFolders folders)
{
    private static readonly SemaphoreSlim One = new(1, 1);

    private readonly ConcurrentDictionary<string, Remembered> _seen = new(StringComparer.Ordinal);

    /// <summary>This machine.</summary>
    public static string Host => Environment.MachineName;

    /// <summary>Syncs.</summary>
    /// <param name="named">Whole paths of folders; none for all that are known.</param>
    /// <param name="source">The agent or door that it came by.</param>
    /// <param name="stop">Gives up; what was written stays.</param>
    public async Task<SkillsSynced> Run(string[] named, string source, CancellationToken stop)
    {
        await One.WaitAsync(stop);
        try
        {
            var (roots, isWhole) = await Roots(named, stop);
            var found = await Task.Run(() => SkillFinder.Below(roots, stop), stop);
            return await Sync(found, isWhole, source, stop);
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>Folders in which sessions ran.</summary>
    public async Task<string[]> Projects(CancellationToken stop) =>
        [.. (await store.Places(Host, stop)).Where(place => !place.IsNamed).Select(place => place.Folder)];

    // All the agents' own, and folders that were named once; or those that are named now.
    private async Task<(SkillRoot[] Roots, bool IsWhole)> Roots(string[] named, CancellationToken stop)
    {
        var places = await store.Places(Host, stop);
        var projects = places.Where(place => !place.IsNamed).Select(place => place.Folder).ToArray();
        var isWhole = named.Length == 0;
        var own = new List<SkillRoot>();
        foreach (var agent in sources)
        {
            own.AddRange(agent.Roots(projects, out var all));
            isWhole &= all;
        }

        if (named.Length == 0)
            named = [.. places.Where(place => place.IsNamed).Select(place => place.Folder)];
        else
            own.RemoveAll(root => !named.Any(folder => ProjectFolder.Holds(RealPath.Of(folder), root.Path)));
        return (
            [
                .. own,
                .. named.Select(folder => new SkillRoot(RealPath.Of(folder), SkillRoot.OfFolder)
                {
                    Depth = SkillFinder.DepthMax,
                }),
            ],
            isWhole
        );
    }

    private async Task<SkillsSynced> Sync(FoundPlaces found, bool isWhole, string source, CancellationToken stop)
    {
        var known = await store.Known(Host, stop);
        var byPath = known.ToDictionary(one => one.Path, StringComparer.Ordinal);
        var looks = new ConcurrentBag<SkillLook>();
        await Parallel.ForEachAsync(
            found.Places,
            new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount },
            (place, _) =>
            {
                if (Look(place, byPath.GetValueOrDefault(place.Path)) is { } look)
                    looks.Add(look);
                return ValueTask.CompletedTask;
            }
        );
        var changes = SkillChanges.Of([.. looks], known, found, isWhole);
        foreach (var project in changes.Written.Select(one => one.ProjectPath).OfType<string>().Distinct())
            await folders.Know(project, stop);
        var reset =
            changes.Written.Length + changes.Gone.Length == 0
                ? 0
                : await store.Sync(changes.Written, changes.Gone, source, stop);
        var faults = looks.SelectMany(look => look.Faults.Select(fault => fault with { Path = look.Place.Path }));
        return changes.Counts with
        {
            Reset = reset,
            Faults = [.. faults.OrderBy(fault => fault.Path, StringComparer.Ordinal).ThenBy(fault => fault.Line)],
            Unusable = looks.Count(look => look is { IsSame: false, Skill: null }),
            LinksPassed = found.Links,
            Unread = [.. found.Unread],
            IsWhole = found.IsWhole,
        };
    }

    private SkillLook? Look(SkillPlace place, KnownSkill? known)
    {
        if (SkillFolderDigest.Of(place.Folder) is not { } folder)
            return null;
        var before = _seen.GetValueOrDefault(place.Path);
        var hash = before?.Stamp == folder.Stamp ? before.Hash : folder.Hash();
        if (known is { IsActive: true } && known.BodyHash == hash && IsOf(known, place.Root))
        {
            _seen[place.Path] = new(folder.Stamp, hash, []);
            return new(place, null, known.Faults, IsSame: true);
        }

        // A file of which nothing is used is not read again before it changes.
        if (before?.Stamp == folder.Stamp && before.Faults.Length > 0)
            return new(place, null, before.Faults, IsSame: false);
        var (skill, faults) = SkillFileReader.Read(place, folder, hash);
        _seen[place.Path] = new(folder.Stamp, hash, skill is null ? faults : []);
        return new(place, skill, faults, IsSame: false);
    }

    private static bool IsOf(KnownSkill known, SkillRoot root) =>
        (known.Root, known.Scope, known.Plugin, known.Project) == (root.Path, root.Scope, root.Plugin, root.Project);

    private sealed record Remembered(string Stamp, string Hash, SkillFileFault[] Faults);
}

/// <summary>A skill's folder as it was looked at.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Skill">What it became; null where it is as it was, or nothing of it is used.</param>
/// <param name="Faults">What can't be read.</param>
/// <param name="IsSame">It is as it was.</param>
internal sealed record SkillLook(SkillPlace Place, FoundSkill? Skill, SkillFileFault[] Faults, bool IsSame);
