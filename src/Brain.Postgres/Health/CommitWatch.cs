namespace Brain.Postgres.Health;

/// <summary>
/// What the last commits came to, as those who make them saw it. It judges nothing: a commit may be slow or fail for
/// its own sake. It says when there is reason to look at the database, and when there is none.
/// </summary>
/// <param name="clock">The machine's own.</param>
public sealed class CommitWatch(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _doubt = new(0, 1);
    private readonly Lock _lock = new();
    private readonly List<long> _pending = [];
    private long? _committed;
    private bool _timedOut;

    /// <summary>How long the oldest commit that is still on its way is on its way.</summary>
    public TimeSpan PendingFor
    {
        get
        {
            lock (_lock)
                return _pending.Count == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_pending.Min());
        }
    }

    /// <summary>Whether a commit came to its end after a moment of the clock's.</summary>
    public bool HasCommittedSince(long timestamp)
    {
        lock (_lock)
            return _committed > timestamp;
    }

    /// <summary>Whether one did within a time until now.</summary>
    public bool HasCommittedWithin(TimeSpan time)
    {
        lock (_lock)
            return _committed is { } then && clock.GetElapsedTime(then) < time;
    }

    /// <summary>Follows a commit to its end, whatever that is.</summary>
    public async Task Follow(Task commit)
    {
        var began = clock.GetTimestamp();
        lock (_lock)
            _pending.Add(began);
        try
        {
            await commit;
            lock (_lock)
                _committed = clock.GetTimestamp();
        }
        catch (Exception fault)
        {
            if (DatabaseFault.IsDoubt(fault))
                Doubt(DatabaseFault.Of(fault).Code == DatabaseFault.Hangs);
            throw;
        }
        finally
        {
            lock (_lock)
                _ = _pending.Remove(began);
        }
    }

    /// <summary>Waits until a commit fails in a way that raises doubt; false when none did for that long.</summary>
    public Task<bool> AwaitDoubt(TimeSpan most, CancellationToken stop) => _doubt.WaitAsync(most, stop);

    /// <summary>Whether a commit was given up unanswered since this was asked last.</summary>
    public bool TakeTimedOut()
    {
        lock (_lock)
        {
            var was = _timedOut;
            _timedOut = false;
            return was;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _doubt.Dispose();

    private void Doubt(bool timedOut)
    {
        lock (_lock)
        {
            _timedOut |= timedOut;
            if (_doubt.CurrentCount == 0)
                _doubt.Release();
        }
    }
}
