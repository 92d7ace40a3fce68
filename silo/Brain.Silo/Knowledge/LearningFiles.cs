using Brain.Postgres;
using Brain.Postgres.Knowledge;
using Brain.Silo.Hosting;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Looks at the files of each learning as soon as it is written or judged, and keeps what they hold then: later only
/// what they hold says whether they changed.
/// </summary>
internal sealed class LearningFiles(
    LearningFilesStore store,
    PgListener listener,
    TimeProvider clock,
    ILogger<LearningFiles> logger
) : BackgroundLoop(Options, clock, logger)
{
    private const int RoundMax = 200;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    private static readonly LoopOptions Options = new(
        "Looking at the files of learnings",
        "Whether files of a new learning changed is told by their time alone."
    )
    {
        FirstRest = TimeSpan.FromSeconds(5),
        BackOffMax = Again,
    };

    /// <summary>Looks at those that wait, as many as one round takes.</summary>
    /// <returns>Whether more may wait.</returns>
    public async Task<bool> Look(CancellationToken stop)
    {
        var waiting = await store.Unseen(RoundMax, stop);
        if (waiting.Length > 0)
            await store.Keep([.. waiting.Select(one => (one, ChangedFiles.Seen(one)))], stop);
        return waiting.Length == RoundMax;
    }

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop)
    {
        listener.Subscribe(PgChannel.Learnings, Wake);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop) =>
        await Look(stop) ? TimeSpan.Zero : Again;
}
