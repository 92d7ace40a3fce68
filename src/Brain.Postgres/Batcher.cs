using Npgsql;

namespace Brain.Postgres;

/// <summary>How large batches may be.</summary>
/// <param name="RequestsMax">The most requests of one batch.</param>
/// <param name="LanesMax">The most batches under way at once; each takes a connection.</param>
/// <param name="TimeMax">How long one batch may take; its requests fail after that.</param>
internal sealed record BatchLimits(int RequestsMax, int LanesMax, TimeSpan TimeMax);

/// <summary>
/// Groups requests of one kind: while a batch is on its way the next gathers, so whatever waits shares one round trip. They are
/// answered in no promised order. A request that makes its batch fail fails alone, and so does one whose caller gave up waiting:
/// it is dropped before it costs anything.
/// </summary>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TResult">What is answered.</typeparam>
/// <param name="dispatch">Answers a batch: as many results as requests, in their order.</param>
/// <param name="limits">How large batches may be.</param>
internal sealed class Batcher<TRequest, TResult>(Func<TRequest[], CancellationToken, Task<TResult[]>> dispatch, BatchLimits limits)
{
    private readonly Queue<Pending> _waiting = [];
    private int _lanes;

    /// <summary>Asks with the next batch.</summary>
    /// <exception cref="TimeoutException">The batch took longer than it may.</exception>
    public Task<TResult> Ask(TRequest request, CancellationToken stop)
    {
        var pending = new Pending(request, stop);
        lock (_waiting)
        {
            _waiting.Enqueue(pending);
            if (_lanes < limits.LanesMax)
            {
                _lanes++;
                _ = Task.Run(DispatchAll, CancellationToken.None);
            }
        }

        return pending.Done.Task.WaitAsync(stop);
    }

    private async Task DispatchAll()
    {
        while (Next() is { Length: > 0 } batch)
            await Dispatch(batch);
    }

    private Pending[] Next()
    {
        var batch = new List<Pending>(limits.RequestsMax);
        lock (_waiting)
        {
            while (batch.Count < limits.RequestsMax && _waiting.TryDequeue(out var next))
            {
                if (next.Stop.IsCancellationRequested)
                    next.Done.TrySetCanceled(next.Stop);
                else
                    batch.Add(next);
            }

            if (batch.Count == 0)
                _lanes--;
        }

        return [.. batch];
    }

    private async Task Dispatch(Pending[] batch)
    {
        try
        {
            using var limit = new CancellationTokenSource(limits.TimeMax);
            // A server that hangs answers no cancellation either.
            var results = await dispatch([.. batch.Select(pending => pending.Request)], limit.Token).WaitAsync(limits.TimeMax, CancellationToken.None);
            for (var place = 0; place < batch.Length; place++)
                batch[place].Done.TrySetResult(results[place]);
        }
        catch (PostgresException) when (batch.Length > 1)
        {
            // One of them can't be answered: each for itself, then.
            foreach (var alone in batch)
            {
                if (!alone.Stop.IsCancellationRequested)
                    await Dispatch([alone]);
                else
                    alone.Done.TrySetCanceled(alone.Stop);
            }
        }
        catch (Exception fault)
        {
            var told = fault is OperationCanceledException or TimeoutException ? new TimeoutException($"The database did not answer within {limits.TimeMax.TotalSeconds:0} s.", fault) : fault;
            foreach (var failed in batch)
                failed.Done.TrySetException(told);
        }
    }

    private sealed record Pending(TRequest Request, CancellationToken Stop)
    {
        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
