using System.Collections.Immutable;
using Brain.Domain.Knowledge.Recall;
using Brain.Grains.Ports;
using Brain.Postgres.Knowledge;
using Brain.Silo.Caches;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Reads earlier calls for a hook, which never waits for them longer than <see cref="WaitMax"/>: what took longer, or
/// could not be read, was not known.
/// </summary>
internal sealed partial class RecallReader(
    RecallStore store,
    FailedKeyCache failed,
    TimeProvider clock,
    ILogger<RecallReader> logger
) : IRecall
{
    /// <summary>The most that a hook waits; the reading itself takes a millisecond.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(40);

    // While the database has stalled, a few readings wait for it and no hook does.
    private const int LateMax = 4;
    private static readonly TimeSpan ReadMax = TimeSpan.FromSeconds(5);

    private int _late;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<RecalledCall>> Find(RecallQuestion question)
    {
        ImmutableArray<CallKey> keys = [.. question.Keys.Where(failed.MayHave)];
        if (keys.IsEmpty || Volatile.Read(ref _late) >= LateMax)
            return [];
        var reading = Read(question with { Keys = keys });
        // By the machine's clock: it is how long somebody waits.
        if (reading.IsCompleted || await Task.WhenAny(reading, Task.Delay(WaitMax)) == reading)
            return await reading;
        Interlocked.Increment(ref _late);
        _ = reading.ContinueWith(_ => Interlocked.Decrement(ref _late), TaskScheduler.Default);
        return [];
    }

    private async Task<ImmutableArray<RecalledCall>> Read(RecallQuestion question)
    {
        try
        {
            using var over = new CancellationTokenSource(ReadMax);
            return await store.Find(question, clock.GetUtcNow(), over.Token);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A hint is never worth a hook: the commit of this very hook tells of a database that is away.
            if (fault is not (Npgsql.NpgsqlException or OperationCanceledException or TimeoutException))
                LogNotRead(logger, fault);
            return [];
        }
    }
}
