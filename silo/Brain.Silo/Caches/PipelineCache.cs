using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Sessions;
using Brain.Grains.Pipelines;
using Brain.Messages.Personas;
using Brain.Postgres.Pipelines;
using Brain.Silo.Configuration;

namespace Brain.Silo.Caches;

/// <summary>
/// Keeps in memory what sessions need of pipelines, so that no hook reads a row for them: what is late, which calls move runs, what
/// could not be sent. A change is heard of at once, also one that another silo wrote.
/// </summary>
internal sealed partial class PipelineCache(
    PipelineStore store, PipelineChannel news, PersonaCache roster, BrainConfiguration rules, TimeProvider clock, ILogger<PipelineCache> logger) : BackgroundService, IAlerts, IDisposable
{
    // Reminders of a thousand runs may be due at once; the database has other work too.
    private const int RunsAtOnce = 16;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    // A wave of breaks is read as a few.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _gate = new(RunsAtOnce, RunsAtOnce);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private Known _book = new(new([], [], new([], 0, null, 0, null)), []);
    private long _asked;
    private long _read;

    /// <inheritdoc/>
    public AlertRules? Ntfy => rules.Alerts;

    /// <summary>The rules of a project, with what its sessions need to know of pipelines.</summary>
    public SessionContext Of(string? project)
    {
        var (known, book) = (roster.Of(project), _book);
        return book.IsEmpty ? known : known with { Pipelines = book.Facts.GetOrAdd(project ?? "", _ => Facts(book, project)) };
    }

    /// <inheritdoc/>
    public async Task Refresh()
    {
        var mine = Interlocked.Increment(ref _asked);
        await _reading.WaitAsync();
        try
        {
            // A reading that began after it was asked for saw what its caller wrote: one serves all who waited.
            if (_read >= mine)
                return;
            var served = Interlocked.Read(ref _asked);
            await Read();
            _read = served;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public async Task Queue(Func<Task> work)
    {
        await _gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads once before anybody asks, then follows.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Refresh();
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _gate.Dispose();
        _reading.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Also when nothing was heard: a persona may have another name or be at rest by now.
                await news.Wait(Again, clock, stoppingToken);
                await Refresh();
                await Task.Delay(Pause, clock, stoppingToken);
            }
            catch (Exception fault)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                // What is known stays known; the database's own trouble is told elsewhere.
                LogBlind(logger, fault);
                await Task.Delay(Again, clock, stoppingToken);
            }
        }
    }

    private async Task Read()
    {
        var book = await store.Book(CancellationToken.None);
        _book = new(book, [.. book.Watched.Select(one => (one.Project, Rules: AdvanceRules.Of(one.Pipeline, one.Definition))).Where(one => one.Rules is not null).Select(one => (one.Project, one.Rules!))]);
    }

    private PipelineFacts Facts(Known book, string? project) => new()
    {
        Late = Late(book.Stored, project),
        Advances = [.. book.Advances.Where(one => Covers(one.Project, project)).Select(one => one.Rules).DistinctBy(one => one.Rules.Id)],
        Unsent = Unsent.Of(book.Stored.Unsent.Ids, (book.Stored.Unsent.Waiting, book.Stored.Unsent.WaitingError), (book.Stored.Unsent.Failed, book.Stored.Unsent.FailedError)),
    };

    private ImmutableArray<LateRuns> Late(StoredPipelines book, string? project) =>
    [
        .. book.Late.Where(run => Covers(run.Project, project))
            // In the place of one that is at rest the Librarian tells it, for somebody must.
            .GroupBy(run => Active(run.Persona) ?? roster.All.FirstOrDefault(one => one is { System: true, Name: "Librarian" }))
            .Select(runs => (Teller: runs.Key, Runs: runs))
            .Where(one => one.Teller is not null)
            .OrderBy(one => one.Teller!.Name, StringComparer.OrdinalIgnoreCase)
            .Select(one => new LateRuns(new(one.Teller!.Id, one.Teller.Name, one.Teller.Emoji, one.Teller.Job, []), [.. one.Runs])),
    ];

    private Persona? Active(Guid persona) => roster.All.FirstOrDefault(one => one.Id == persona && one.Status == PersonaStatus.Active);

    // As v2.covers. A run of no project is everybody's; a run of a folder is also that of the folders in it.
    private static bool Covers(string? of, string? project) =>
        of is null || of == project || (project?.StartsWith(of.TrimEnd('/') + "/", StringComparison.Ordinal) ?? false);

    // What is known at one time, and what each project's sessions make of it, worked out when they first ask.
    private sealed record Known(StoredPipelines Stored, ImmutableArray<(string? Project, AdvanceRules Rules)> Advances)
    {
        public ConcurrentDictionary<string, PipelineFacts> Facts { get; } = new(StringComparer.Ordinal);

        public bool IsEmpty => Stored.Late.IsEmpty && Advances.IsEmpty && Stored.Unsent.Ids.IsEmpty;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pipelines can't be followed for the moment; what was known of them stays known.")]
    private static partial void LogBlind(ILogger logger, Exception fault);
}
