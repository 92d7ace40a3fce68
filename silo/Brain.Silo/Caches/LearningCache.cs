using System.Collections.Immutable;
using Brain.Domain.Knowledge;
using Brain.Postgres;
using Brain.Postgres.Knowledge;
using Brain.Silo.Hosting;

namespace Brain.Silo.Caches;

/// <summary>
/// Keeps what was learnt in memory, by project, so that no hook reads a row for it. A change is heard of at once, also
/// one that another silo wrote; only what changed since the last reading is read, and what was missed while there was
/// no connection is read then.
/// </summary>
internal sealed class LearningCache(
    LearningNewsStore store,
    PgListener listener,
    TimeProvider clock,
    ILogger<LearningCache> logger
) : NotifiedCache<KnownLearnings>(KnownLearnings.None, listener, Options, clock, logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private static readonly LoopOptions Options = new("Following learnings", "What was known of them stays known.")
    {
        BackOffMax = Again,
    };

    /// <summary>What was learnt on a project.</summary>
    public ProjectLearnings Of(string? project) =>
        project is not null && Known.ByProject.TryGetValue(project, out var learnings)
            ? learnings
            : ProjectLearnings.None;

    /// <inheritdoc/>
    protected override PgChannel Channel => PgChannel.Learnings;

    /// <inheritdoc/>
    protected override async Task<KnownLearnings> Read()
    {
        var known = Known;
        var (cursor, changed) = await store.Read(known.Cursor, CancellationToken.None);
        return known.With(cursor, changed);
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await Refresh();
        return Again;
    }
}

/// <summary>Learnings as they are known at one time.</summary>
/// <param name="Cursor">Where the next reading goes on from; null before the first learning.</param>
/// <param name="All">By their ids.</param>
/// <param name="ByProject">The same, as sessions look for them.</param>
internal sealed record KnownLearnings(
    string? Cursor,
    ImmutableDictionary<Guid, KnownLearning> All,
    ImmutableDictionary<string, ProjectLearnings> ByProject
)
{
    /// <summary>Before anything was read.</summary>
    public static readonly KnownLearnings None = new(
        null,
        ImmutableDictionary<Guid, KnownLearning>.Empty,
        ImmutableDictionary.Create<string, ProjectLearnings>(StringComparer.Ordinal)
    );

    /// <summary>With what changed; projects in which nothing did stay as they are.</summary>
    public KnownLearnings With(string? cursor, IReadOnlyCollection<(Guid Id, KnownLearning? Learning)> changed)
    {
        var (all, touched) = (All.ToBuilder(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (id, learning) in changed)
        {
            var before = all.GetValueOrDefault(id);
            if (before is null ? learning is null : before.Equals(learning))
                continue;
            foreach (var one in new[] { before, learning }.OfType<KnownLearning>())
                touched.Add(one.Project);
            if (learning is null)
                all.Remove(id);
            else
                all[id] = learning;
        }

        if (touched.Count == 0)
            return this with { Cursor = cursor };
        var projects = ByProject.ToBuilder();
        foreach (var project in all.Values.Where(one => touched.Contains(one.Project)).GroupBy(one => one.Project))
        {
            projects[project.Key] = new(project);
            touched.Remove(project.Key);
        }

        projects.RemoveRange(touched);
        return new(cursor, all.ToImmutable(), projects.ToImmutable());
    }
}
