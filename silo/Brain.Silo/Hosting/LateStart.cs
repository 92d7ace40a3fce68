namespace Brain.Silo.Hosting;

/// <summary>
/// Something that is started once, by whoever needs it first. A start that failed is told to those who waited for it,
/// and whoever needs it next has it go on at the step that failed.
/// </summary>
/// <param name="steps">What is done, one after the other.</param>
internal sealed class LateStart(params Func<Task>[] steps)
{
    private readonly Lock _starting = new();
    private Task? _started;
    private int _done;

    /// <summary>Starts it, or waits until it is started.</summary>
    public Task Run()
    {
        lock (_starting)
            return _started is null or { IsFaulted: true } or { IsCanceled: true } ? _started = Start() : _started;
    }

    private async Task Start()
    {
        for (; _done < steps.Length; _done++)
            await steps[_done]();
    }
}
