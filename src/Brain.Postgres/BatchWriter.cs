using System.Diagnostics;
using System.Threading.Channels;
using Brain.Postgres.Health;
using Npgsql;

namespace Brain.Postgres;

/// <summary>
/// Groups requests of one kind: while a batch is on its way the next gathers, so whatever waits shares one round trip
/// and one flush. With one lane they are served in the order they came. A request that makes its batch fail fails
/// alone, and so does one whose caller gave up waiting: it is dropped before it costs anything.
/// </summary>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TResult">What is answered.</typeparam>
internal sealed class BatchWriter<TRequest, TResult>
{
    private const int BlockedMax = 3;

    private readonly Func<TRequest[], CancellationToken, Task<TResult[]>> _dispatch;
    private readonly BatchLimits _limits;
    private readonly CommitWatch? _watch;
    private readonly Action<int, Exception>? _refused;
    private readonly Channel<Pending> _waiting;
    private readonly Task _lanes;

    /// <summary>Starts to serve.</summary>
    /// <param name="dispatch">Answers a batch: as many results as requests, in their order.</param>
    /// <param name="limits">How large batches may be.</param>
    /// <param name="watch">Hears what each commit came to, where batches are commits.</param>
    /// <param name="refused">Hears of a batch that was refused as a whole, with its size.</param>
    public BatchWriter(
        Func<TRequest[], CancellationToken, Task<TResult[]>> dispatch,
        BatchLimits limits,
        CommitWatch? watch = null,
        Action<int, Exception>? refused = null
    )
    {
        (_dispatch, _limits, _watch, _refused) = (dispatch, limits, watch, refused);
        _waiting = limits.WaitingMax is { } most
            ? Channel.CreateBounded<Pending>(new BoundedChannelOptions(most) { FullMode = BoundedChannelFullMode.Wait })
            : Channel.CreateUnbounded<Pending>();
        _lanes = Task.WhenAll(Enumerable.Range(0, limits.LanesMax).Select(_ => Task.Run(Serve)));
    }

    /// <summary>Asks with the next batch.</summary>
    /// <exception cref="TimeoutException">The batch took longer than it may, or the database is locked.</exception>
    public async Task<TResult> Ask(TRequest request, CancellationToken stop) =>
        await (await Enqueue(request, stop)).WaitAsync(stop);

    /// <summary>Waits for room only.</summary>
    /// <returns>The answer, when it comes.</returns>
    public async ValueTask<Task<TResult>> Enqueue(TRequest request, CancellationToken stop)
    {
        var pending = new Pending(request, stop);
        await _waiting.Writer.WriteAsync(pending, stop);
        return pending.Done.Task;
    }

    /// <summary>Serves what still waits, and takes nothing more.</summary>
    public Task Drain()
    {
        _waiting.Writer.TryComplete();
        return _lanes;
    }

    private async Task Serve()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            // Each its own array: a batch that was given up may still come to its end.
            if (Next() is { Length: > 0 } batch)
                await Dispatch(batch);
        }
    }

    private Pending[] Next()
    {
        var batch = new List<Pending>();
        while (batch.Count < _limits.RequestsMax && _waiting.Reader.TryRead(out var next))
        {
            if (!next.IsGivenUp())
                batch.Add(next);
        }

        return [.. batch];
    }

    private async Task Dispatch(Pending[] batch)
    {
        // A trace that one of them is of goes on in what is done for all.
        using var span = BatchTrace.Begin(batch.Select(pending => pending.Trace));
        try
        {
            using var limit = new CancellationTokenSource(_limits.TimeMax);
            // A server that hangs answers no cancellation either.
            var answering = _dispatch([.. batch.Select(pending => pending.Request)], limit.Token)
                .WaitAsync(_limits.TimeMax + _limits.Grace, CancellationToken.None);
            await (_watch?.Follow(answering) ?? answering);
            var results = await answering;
            for (var place = 0; place < batch.Length; place++)
                batch[place].Done.TrySetResult(results[place]);
        }
        catch (PostgresException refused) when (batch.Length > 1)
        {
            // One of them can't be answered, and it took its neighbours along: each for itself, then.
            _refused?.Invoke(batch.Length, refused);
            await (
                _limits.Scatters ? Task.WhenAll(batch.Select(alone => Dispatch([alone]))) : DispatchEachAlone(batch)
            );
        }
        catch (Exception fault)
        {
            var outcome = fault is OperationCanceledException or TimeoutException
                ? new TimeoutException($"The database did not answer within {_limits.TimeMax.TotalSeconds:0} s.", fault)
                : fault;
            foreach (var failed in batch)
                failed.Done.TrySetException(outcome);
        }
    }

    private async Task DispatchEachAlone(Pending[] batch)
    {
        var blocked = 0;
        foreach (var alone in batch.Where(alone => !alone.IsGivenUp()))
        {
            // A row that is held fails its own request; when one after the other is, the tables are, and waiting for
            // each in turn would only keep the next batch waiting too.
            if (blocked < BlockedMax)
                await Dispatch([alone]);
            else
                alone.Done.TrySetException(
                    new TimeoutException("The database is locked by somebody else; nothing was written.")
                );
            blocked =
                alone.IsHeld ? blocked + 1
                : blocked < BlockedMax ? 0
                : blocked;
        }
    }

    private sealed record Pending(TRequest Request, CancellationToken Stop)
    {
        /// <summary>What it was asked in; the default where nobody traces.</summary>
        public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsHeld =>
            Done.Task.Exception?.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

        public bool IsGivenUp() => Stop.IsCancellationRequested && Done.TrySetCanceled(Stop);
    }
}
