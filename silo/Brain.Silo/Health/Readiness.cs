namespace Brain.Silo.Health;

/// <summary>Ready means warm: the path of a hook has been walked, so no person waits for it.</summary>
internal sealed partial class Readiness(Rehearsal rehearsal, IHostApplicationLifetime life, ILogger<Readiness> logger) : BackgroundService
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once hooks are taken for the first time; never when the silo stops before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Hooks are taken now.</summary>
    public bool IsReady { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var listening = life.ApplicationStarted.Register(started.SetResult);
        // A host that fails to start never says that it started.
        await Task.WhenAny(started.Task, Task.Delay(Timeout.Infinite, stoppingToken));
        _ = life.ApplicationStopping.Register(() => IsReady = false);
        while (!stoppingToken.IsCancellationRequested && !IsReady)
        {
            try
            {
                await rehearsal.Walk(stoppingToken);
                IsReady = true;
                _ready.TrySetResult();
                LogReady(logger);
            }
            catch (Exception fault)
            {
                // A silo that stops while it gets ready has nothing to complain of.
                if (life.ApplicationStopping.IsCancellationRequested)
                    return;
                LogNotYet(logger, fault);
                await Task.Delay(TimeSpan.FromMilliseconds(200), stoppingToken);
            }
        }
    }
}
