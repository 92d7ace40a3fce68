namespace Brain.Silo.Hooks;

/// <summary>
/// So many events of agents are decided at the same time; the others wait in line, each as long as its caller does. In
/// a burst all of them would else be answered at its end, when nobody waits any more.
/// </summary>
/// <param name="clock">By which callers wait.</param>
internal sealed class HookGate(TimeProvider clock) : IDisposable
{
    /// <summary>At the same time.</summary>
    public const int AtWorkMax = 128;

    // For a caller that does not say how long it waits.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _places = new(AtWorkMax, AtWorkMax);

    /// <summary>Waits for a place.</summary>
    /// <returns>Null when its caller has given up before.</returns>
    public async ValueTask<Place?> Enter(DateTimeOffset? until)
    {
        if (!_places.Wait(0))
        {
            var left = until is { } moment ? moment - clock.GetUtcNow() : WaitMax;
            if (left <= TimeSpan.Zero || !await _places.WaitAsync(left < WaitMax ? left : WaitMax))
                return null;
        }

        return new(_places);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>One of the places.</summary>
    internal sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int _left;

        /// <summary>Leaves it to the next; once, however often it is said.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                places.Release();
        }
    }
}
