namespace Brain.Silo.Hosting;

/// <summary>
/// Something that is started once, by whoever needs it first. A start that failed is told to those who waited for it,
/// and whoever needs it next has it go on at the step that failed. What was started ends with the silo.
/// </summary>
/// <param name="steps">What is done, one after the other.</param>
internal sealed class LateStart(params LateStep[] steps)
{
    private readonly Lock _starting = new();
    private Task? _started;
    private bool _isOver;
    private int _done;

    /// <summary>Starts it, or waits until it is started.</summary>
    /// <exception cref="OperationCanceledException">The silo stops.</exception>
    public Task Run()
    {
        lock (_starting)
        {
            if (_isOver)
                return Task.FromException(
                    new OperationCanceledException("The silo stops: what is started late is not started any more.")
                );
            return _started is null or { IsFaulted: true } or { IsCanceled: true } ? _started = Start() : _started;
        }
    }

    /// <summary>
    /// Ends the steps that were begun, the last first, one that failed half-way too; nothing is started after it.
    /// </summary>
    /// <exception cref="AggregateException">Some did not end; the others have.</exception>
    public async Task End(CancellationToken stop)
    {
        Task? started;
        lock (_starting)
            (_isOver, started, _started) = (true, _started, null);
        if (started is null)
            return;
        await started.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var faults = new List<Exception>();
        for (var step = Math.Min(_done, steps.Length - 1); step >= 0; step--)
        {
            try
            {
                await steps[step].End(stop);
            }
            catch (Exception fault)
            {
                faults.Add(fault);
            }
        }

        if (faults.Count > 0)
            throw new AggregateException(faults);
    }

    private async Task Start()
    {
        for (; _done < steps.Length; _done++)
            await steps[_done].Start();
    }
}

/// <summary>A step of a late start.</summary>
/// <param name="Start">Does it.</param>
internal sealed record LateStep(Func<Task> Start)
{
    /// <summary>Ends it again; nothing when nothing is said.</summary>
    public Func<CancellationToken, Task> End { get; init; } = _ => Task.CompletedTask;
}
