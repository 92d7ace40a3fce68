using Brain.Postgres.Projects;
using Brain.Silo.Files;
using Brain.Silo.Health;
using Brain.Silo.Hosting;

namespace Brain.Silo.Sessions;

/// <summary>
/// Looks, after the silo got ready and every hour, whether folders that are known by their name alone are in a
/// repository: what was written before there were projects, or came by an import, is moved to the project that it is
/// of.
/// </summary>
internal sealed class ProjectCatchUp(
    ProjectFolders folders,
    ProjectStore store,
    Readiness readiness,
    TimeProvider clock,
    ILogger<ProjectCatchUp> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>The most folders of one round, those that were spoken in last.</summary>
    public const int FoldersMax = 1_000;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private static readonly LoopOptions Options = new(
        "Looking which repositories folders are in",
        "What was learnt there stays known by its folder."
    );

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => readiness.Ready.WaitAsync(stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        foreach (var folder in await store.Folders(FoldersMax, stop))
            await folders.Know(folder, stop);
        return Every;
    }
}
