using System.Collections.Concurrent;
using Brain.Messages.Projects;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Caches;
using Brain.Silo.Files;
using Brain.Silo.Security;

namespace Brain.Silo.Skills;

/// <summary>
/// Has the rows say what the folders say. A folder that is as it was costs a look at its files; of the others the whole
/// is read. One that has another place is the same skill, with its history, where its folder or its text is the same.
/// </summary>
internal sealed partial class SkillSync(
    SkillStore store,
    SkillPlaceStore named,
    SkillHost host,
    IEnumerable<ISkillSource> sources,
    ProjectFolders folders,
    SkillCache cache,
    ILogger<SkillSync> logger
)
{
    private static readonly SemaphoreSlim One = new(1, 1);

    private readonly ConcurrentDictionary<string, Remembered> _seen = new(StringComparer.Ordinal);

    private bool _isKnown;

    /// <summary>Folders are being read.</summary>
    public static bool IsAtWork => One.CurrentCount == 0;

    /// <summary>Syncs.</summary>
    /// <param name="asked">
    /// Folders that a person names, without links, to be looked through from then on; none for all that are known.
    /// </param>
    /// <param name="source">The agent or door that it came by.</param>
    /// <param name="stop">Gives up; what was written stays.</param>
    public async Task<SkillsSynced> Run(string[] asked, string source, CancellationToken stop)
    {
        await One.WaitAsync(stop);
        try
        {
            foreach (var folder in asked)
                await named.NameFolder(host.Key, folder, stop);
            await Introduce(stop);
            var known = await store.Known(host.Key, stop);
            var (roots, isWhole) = await Roots(asked, known, stop);
            var found = await Task.Run(() => SkillFinder.Below(roots, stop), stop);
            return await Sync(found, known, isWhole, source, stop);
        }
        finally
        {
            One.Release();
        }
    }

    // Once: neither name changes while a silo runs.
    private async Task Introduce(CancellationToken stop)
    {
        if (_isKnown)
            return;
        await named.KnowMachine(ProcessSpace.Key, host.Key, stop);
        _isKnown = true;
    }

    // All the agents' own, and folders that were named once; or those that are named now.
    private async Task<(SkillRoot[] Roots, bool IsWhole)> Roots(
        string[] asked,
        KnownSkill[] known,
        CancellationToken stop
    )
    {
        var places = await named.Places(host.Key, stop);
        var projects = places.Where(place => !place.IsNamed).Select(place => place.Folder).ToArray();
        var isWhole = asked.Length == 0;
        var own = new List<SkillRoot>();
        foreach (var agent in sources)
        {
            own.AddRange(agent.Roots(projects, out var all));
            isWhole &= all;
        }

        if (asked.Length > 0)
        {
            own.RemoveAll(root => !asked.Any(folder => ProjectFolder.Holds(folder, root.Path)));
            return ([.. own, .. asked.Select(Named)], isWhole);
        }

        return (
            [
                .. own,
                .. places.Where(place => place.IsNamed).Select(place => Named(place.Folder)),
                .. known.Where(one => one is { IsActive: true, Scope: SkillRoot.OfProject }).Select(Project),
            ],
            isWhole
        );
    }

    private static SkillRoot Named(string folder) =>
        new(folder, SkillRoot.OfFolder) { Depth = SkillFinder.DepthMax };

    // Of a project that is no more no session tells where its skills lay.
    private static SkillRoot Project(KnownSkill one) =>
        new(one.Root, SkillRoot.OfProject)
        {
            Project = one.Project,
            Anchor = SkillRoot.AnchorOf(one.Project ?? one.Root),
        };

    private async Task<SkillsSynced> Sync(
        FoundPlaces found,
        KnownSkill[] known,
        bool isWhole,
        string source,
        CancellationToken stop
    )
    {
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
        var (reset, unkept) =
            changes.Written.Length + changes.Gone.Length == 0
                ? (0, [])
                : await store.Sync(changes.Written, changes.Gone, source, stop);
        var isFound = changes.Written.Length + changes.Gone.Length == 0 || await Found();
        var faults = looks
            .SelectMany(look => look.Faults.Select(fault => fault with { Path = look.Place.Path }))
            .Concat(unkept.Select(Unkept));
        return changes.Without(unkept, byPath) with
        {
            Reset = reset,
            Faults = [.. faults.OrderBy(fault => fault.Path, StringComparer.Ordinal).ThenBy(fault => fault.Line)],
            Unusable = looks.Count(look => look is { IsSame: false, Skill: null }) + unkept.Length,
            LinksPassed = found.Links,
            Unread = [.. found.Unread],
            IsWhole = found.IsWhole,
            FoundLater = !isFound,
        };
    }

    // Whoever looks for them next finds them. They are written, whatever becomes of that: then the cache tries again by
    // itself.
    private async Task<bool> Found()
    {
        try
        {
            await cache.Changed();
            return true;
        }
        catch (Exception fault)
        {
            LogUnread(logger, fault);
            cache.Wake();
            return false;
        }
    }

    // It is not tried again before it changes.
    private SkillFileFault Unkept(UnkeptSkill one)
    {
        var path = one.Skill.SourcePath;
        var fault = new SkillFileFault(1, $"the brain can't keep it ({one.Rule}); nothing of this file is used")
        {
            Path = path,
        };
        if (_seen.TryGetValue(path, out var seen))
            _seen[path] = seen with { Faults = [fault] };
        return fault;
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
        var (skill, faults) = SkillFileReader.Read(place, host.Key, folder, hash);
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
