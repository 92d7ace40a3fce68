using System.Diagnostics;
using Brain.Dashboard;
using Brain.Domain.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Knowledge;
using Brain.Messages.Personas;
using Brain.Messages.Pipelines;
using Brain.Messages.Projects;
using Brain.Messages.Rules;
using Brain.Messages.Sessions;
using Brain.Messages.Skills;
using Brain.Postgres.Costs;
using Brain.Postgres.Dashboard;
using Brain.Postgres.Knowledge;
using Brain.Postgres.Pipelines;
using Brain.Postgres.Rules;
using Brain.Postgres.Skills;
using Brain.Silo.Configuration;
using Brain.Silo.Costs;
using Brain.Silo.Files;
using Brain.Silo.Health;
using Brain.Silo.Hooks;
using Brain.Silo.Import;
using Brain.Silo.Knowledge;
using Brain.Silo.Personas;
using Brain.Silo.Security;

namespace Brain.Silo.Dashboard;

/// <summary>What pages show that the silo knows: asked of whoever answers programs, too.</summary>
internal sealed class DashboardSource(IServiceProvider services) : IDashboardSource
{
    /// <inheritdoc/>
    public PersonaSummary[] Personas() => [.. Get<PersonaReports>().All()];

    /// <inheritdoc/>
    public Task<PipelineSummary[]> Pipelines(CancellationToken stop) => Get<PipelineStore>().List(all: false, stop);

    /// <inheritdoc/>
    public Task<SearchResults> Search(SearchRequest asked, CancellationToken stop) =>
        Get<SearchAnswers>().Search(asked, stop);

    /// <inheritdoc/>
    public async Task<LearningSummary[]> Learnings(string status, int most, CancellationToken stop)
    {
        var found = await Get<LearningStore>().List(status, null, most, stop);
        // Only what waits for a review is compared with what is there.
        return status == "unreviewed" ? await Get<LearningCommands>().WithLikes(found) : found;
    }

    /// <inheritdoc/>
    public Task<DocumentSummary[]> Documents(CancellationToken stop) => Get<DocumentStore>().List(null, stop);

    /// <inheritdoc/>
    public Task<RuleSummary[]> Rules(CancellationToken stop) => Get<RuleStore>().List(null, stop);

    /// <inheritdoc/>
    public Task<SkillSummary[]> Skills(CancellationToken stop) => Get<SkillStore>().List(null, null, stop);

    /// <inheritdoc/>
    public async Task<SkillDetail?> Skill(string id, CancellationToken stop) =>
        await Get<SkillStore>().List(null, id, stop) is [var one] ? await Get<SkillStore>().Show(one, stop) : null;

    /// <inheritdoc/>
    public TimeZoneInfo Zone => Get<TimeProvider>().LocalTimeZone;

    /// <inheritdoc/>
    public async Task<CapFigures[]> Caps(CancellationToken stop)
    {
        var all = await Get<ISpend>().Of(Nobody(null), null, asked: true);
        var found = all.Caps.Select(cap => new CapFigures(cap.Of, all.Used(cap, 0), cap.Usd)).ToList();
        foreach (var (key, folder) in await Budgeted(stop))
        {
            if (!Get<ISpend>().Caps(Nobody(key), folder).Caps.Any(cap => cap.OfProject))
                continue;
            var here = await Get<ISpend>().Of(Nobody(key), folder);
            found.AddRange(
                here.Caps.Where(cap => cap.OfProject)
                    .Select(cap => new CapFigures($"{cap.Of}: {folder}", here.Used(cap, 0), cap.Usd))
            );
        }

        found.AddRange(
            (await Get<DashboardStore>().SessionCaps(stop)).Select(one => new CapFigures(
                $"session {new SessionId(one.Id).Short}: {one.Purpose ?? "no purpose declared"}",
                one.Cost,
                one.Cap
            ))
        );
        return [.. found];
    }

    // Projects that budgets of their own hold: those at work this week, for no cap of a project is longer, and folders
    // that are configured and of which none is.
    private async Task<(string Key, string Folder)[]> Budgeted(CancellationToken stop)
    {
        var folders = Get<BrainConfiguration>().Budgeted;
        if (folders.Length == 0)
            return [];
        var span = new CostSpan(SpendPeriods.Begun(Get<TimeProvider>()).Week, null, Zone.Id);
        var atWork = (await Get<CostStore>().By("project", span, null, stop))
            .Groups.Where(one => one is { Name: not null, Label: not null })
            .Select(one => (Key: one.Name!, Folder: one.Label!))
            .ToArray();
        var idle = folders
            .Select(folder => (Key: Get<ProjectFolders>().Of(folder) ?? folder, Folder: folder))
            .Where(one =>
                !Array.Exists(
                    atWork,
                    other => other.Key == one.Key || ProjectFolder.Holds(one.Folder, other.Folder)
                )
            );
        return [.. atWork.Concat(idle).DistinctBy(one => one.Key)];
    }

    // Caps are read for a session; this one has none of its own.
    private static Session Nobody(string? project) => new() { Id = new(Guid.NewGuid()), ProjectKey = project };

    /// <inheritdoc/>
    public async Task<HealthFigures> Health(CancellationToken stop)
    {
        var settings = Get<BrainSettings>();
        using var process = Process.GetCurrentProcess();
        return new()
        {
            Version = HealthEndpoints.Version,
            NotReady = Get<Readiness>().Why?.ToString(),
            Since = new(process.StartTime.ToUniversalTime(), TimeSpan.Zero),
            Memory = process.WorkingSet64,
            Hooks =
            [
                .. Get<HookLatency>()
                    .Times()
                    .Select(one => new HookFigures(
                        one.Kind.ToString(),
                        one.Count,
                        one.P50,
                        one.P95,
                        one.P99,
                        one.Max
                    )),
            ],
            Grains = await Grains(),
            Spool = Spool(settings),
            Faults = Get<BrainConfiguration>().Faults,
            Transcripts = await Transcripts(stop),
            Logins = Get<BrowserLogins>().List(),
        };
    }

    private async Task<(string Type, long Count)[]> Grains() =>
        [
            .. (await Get<IGrainFactory>().GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics())
                .GroupBy(one => Short(one.GrainType), StringComparer.Ordinal)
                .Select(same => (Type: same.Key, Count: same.Sum(one => (long)one.ActivationCount)))
                .Where(one => one.Count > 0)
                .OrderByDescending(one => one.Count),
        ];

    private static string Short(string type)
    {
        var name = type.Split(',')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }

    private static (long Files, long Bytes) Spool(BrainSettings settings)
    {
        var folder = new DirectoryInfo(Path.Combine(settings.Home, "spool"));
        if (!folder.Exists)
            return (0, 0);
        try
        {
            var files = folder
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => file.Length > 0)
                .ToArray();
            return (files.Length, files.Sum(file => file.Length));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It was delivered in the meantime.
            return (0, 0);
        }
    }

    private async Task<TranscriptFigures?> Transcripts(CancellationToken stop)
    {
        try
        {
            var report = await Get<ImportRuns>().Report(Get<BrainConfiguration>().Imports, stop);
            return new(report.FilesUnread, report.TranscriptsGone, report.RetentionDays);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
