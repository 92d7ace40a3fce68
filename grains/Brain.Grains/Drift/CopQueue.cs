namespace Brain.Grains.Drift;

/// <summary>
/// One turn at a time is embedded for the Cop, so that many sessions that stop at once leave the machine to their
/// hooks; of more than <see cref="WaitingMax"/> that wait, the others are judged by their signs alone.
/// </summary>
public sealed class CopQueue : IDisposable
{
    /// <summary>The most that wait.</summary>
    public const int WaitingMax = 64;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    /// <summary>Does it when its turn has come; null when too many wait.</summary>
    public async Task<T?> Take<T>(Func<Task<T>> embed)
        where T : class
    {
        if (Interlocked.Increment(ref _waiting) > WaitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        await _turn.WaitAsync();
        try
        {
            return await embed();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
