using System.Collections.Immutable;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Grains.Ports;
using Brain.Messages.Personas;
using Brain.Messages.Projects;
using Brain.Postgres;
using Brain.Postgres.Pipelines;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;

namespace Brain.Silo.Caches;

/// <summary>
/// Keeps in memory what sessions need of pipelines, so that no hook reads a row for them: what is late, which calls
/// move runs, what could not be sent. A change is heard of at once, also one that another silo wrote.
/// </summary>
internal sealed class PipelineCache(
    PipelineStore store,
    PgListener listener,
    PersonaCache personas,
    BrainConfiguration rules,
    TimeProvider clock,
    ILogger<PipelineCache> logger
) : NotifiedCache<KnownPipelines>(KnownPipelines.None, listener, Options, clock, logger), IPipelineCache
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    // A wave of breaks is read as a few.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly LoopOptions Options = new("Following pipelines", "What was known of them stays known.")
    {
        BackOffMax = Again,
    };

    /// <inheritdoc/>
    public AlertRules? Ntfy => rules.Alerts;

    /// <summary>What a project's sessions need to know of pipelines.</summary>
    /// <param name="folder">The session's folder, or null.</param>
    /// <param name="key">Which project that is, or null.</param>
    public PipelinesContext Of(string? folder, string? key)
    {
        var known = Known;
        return known.IsEmpty
            ? PipelinesContext.None
            : known.Contexts.GetOrAdd((folder, key), _ => Context(known, folder, key));
    }

    /// <inheritdoc/>
    protected override PgChannel Channel => PgChannel.Pipelines;

    /// <inheritdoc/>
    protected override async Task<KnownPipelines> Read() =>
        KnownPipelines.Of(await store.Known(CancellationToken.None));

    /// <inheritdoc/>
    protected override async Task<bool> Rest(TimeSpan most, CancellationToken stop)
    {
        // By the machine's clock: it spares the machine.
        await Task.Delay(Pause, stop);
        return await base.Rest(most, stop);
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        // Also when nothing was heard: a persona may have another name or be at rest by now.
        await Refresh();
        return Again;
    }

    private PipelinesContext Context(KnownPipelines known, string? folder, string? key) =>
        new()
        {
            Late = Late(known.Stored, folder, key),
            Advances =
            [
                .. known
                    .Advances.Where(one => Covers(one.Project, one.Key, folder, key))
                    .Select(one => one.Rules)
                    .DistinctBy(one => one.Rules.Id),
            ],
            Unsent = Unsent.Of(
                known.Stored.Unsent.Ids,
                (known.Stored.Unsent.Waiting, known.Stored.Unsent.WaitingError),
                (known.Stored.Unsent.Failed, known.Stored.Unsent.FailedError)
            ),
        };

    private ImmutableArray<LateRuns> Late(StoredPipelines known, string? folder, string? key) =>
        [
            .. known
                .Late.Where(run => Covers(run.Project, run.ProjectKey, folder, key))
                // In the place of one that is at rest the Librarian tells it, for somebody must.
                .GroupBy(run =>
                    Active(run.Persona)
                    ?? personas.All.FirstOrDefault(one => one is { System: true, Name: "Librarian" })
                )
                .Select(runs => (Teller: runs.Key, Runs: runs))
                .Where(one => one.Teller is not null)
                .OrderBy(one => one.Teller!.Name, StringComparer.OrdinalIgnoreCase)
                .Select(one => new LateRuns(
                    new(one.Teller!.Id, one.Teller.Name, one.Teller.Emoji, one.Teller.Job, []),
                    [.. one.Runs]
                )),
        ];

    private Persona? Active(Guid persona) =>
        personas.All.FirstOrDefault(one => one.Id == persona && one.Status == PersonaStatus.Active);

    // As v2.covers. A run of no project is everybody's; a run of a folder is also that of the folders in it.
    private static bool Covers(string? of, string? ofKey, string? folder, string? key) =>
        of is null || (ofKey is not null && ofKey == key) || ProjectFolder.Holds(of, folder);
}
