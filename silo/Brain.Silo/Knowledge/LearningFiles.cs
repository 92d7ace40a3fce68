using System.Collections.Concurrent;
using Brain.Postgres;
using Brain.Postgres.Knowledge;
using Brain.Silo.Hosting;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Looks at the files of each learning as soon as it is written or judged, and keeps what they hold then: later only
/// what they hold says whether they changed. It reads, too, what nobody had the time to read when it was asked for. Of
/// several machines the one that has a learning's files keeps what they hold.
/// </summary>
internal sealed class LearningFiles(
    LearningFilesStore store,
    ChangedFiles files,
    FileContents contents,
    PgListener listener,
    TimeProvider clock,
    ILogger<LearningFiles> logger
) : BackgroundLoop(Options, clock, logger)
{
    private const int RoundMax = 200;

    // More than the largest file that is read, so that each round gets on.
    private const long RoundBytesMax = 2 * FileContents.BytesMax;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    private static readonly LoopOptions Options = new(
        "Looking at the files of learnings",
        "Whether files of a new learning changed is told by their time alone."
    )
    {
        FirstRest = TimeSpan.FromSeconds(5),
        BackOffMax = Again,
    };

    // Those whose files are not here, until they may have come.
    private readonly ConcurrentDictionary<Guid, bool> _elsewhere = new();
    private long _since;

    /// <summary>Looks at those that wait, as many as one round takes.</summary>
    /// <returns>Whether more may wait.</returns>
    public async Task<bool> Look(CancellationToken stop)
    {
        var waiting = await store.Unseen(RoundMax, [.. _elsewhere.Keys], stop);
        var budget = new ReadBudget(RoundBytesMax);
        var looked = new List<(UnseenFiles, string[])>();
        foreach (var one in waiting)
        {
            stop.ThrowIfCancellationRequested();
            if (!ChangedFiles.AreHere(one))
                _elsewhere[one.Id] = true;
            else if (files.Seen(one, budget) is { } seen)
                looked.Add((one, seen));
            else
                break;
        }

        if (looked.Count > 0)
            await store.Keep(looked, stop);
        return budget.IsSpent || waiting.Length == RoundMax;
    }

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop)
    {
        listener.Subscribe(PgChannel.Learnings, Wake);
        contents.ReadBy(Wake);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        if (Clock.GetElapsedTime(_since) >= Again)
        {
            _elsewhere.Clear();
            _since = Clock.GetTimestamp();
        }

        var more = await Look(stop);
        return contents.ReadWanted(new(RoundBytesMax)) || more ? Breath : Again;
    }
}
