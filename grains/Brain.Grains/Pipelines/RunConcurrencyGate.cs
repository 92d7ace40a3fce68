namespace Brain.Grains.Pipelines;

/// <summary>
/// Lets few runs of a silo at once have the database: reminders of a thousand may be due at the same time, and it has
/// other work too.
/// </summary>
public sealed class RunConcurrencyGate : IDisposable
{
    /// <summary>How many runs.</summary>
    public const int RunsMax = 16;

    private readonly SemaphoreSlim _gate = new(RunsMax, RunsMax);

    /// <summary>Waits for its turn, then works.</summary>
    /// <param name="work">What one run does.</param>
    public async Task Enter(Func<Task> work)
    {
        await _gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
