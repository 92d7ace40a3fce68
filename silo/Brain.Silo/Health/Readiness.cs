namespace Brain.Silo.Health;

/// <summary>Ready means warm: the path of a hook has been walked, so no person waits for it.</summary>
internal sealed partial class Readiness(Rehearsal rehearsal, IHostApplicationLifetime life, ILogger<Readiness> logger) : BackgroundService
{
    /// <summary>Hooks are taken now.</summary>
    public bool IsReady { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var listening = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        _ = life.ApplicationStopping.Register(() => IsReady = false);
        while (!stoppingToken.IsCancellationRequested && !IsReady)
        {
            try
            {
                await rehearsal.Walk(stoppingToken);
                IsReady = true;
                LogReady(logger);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotYet(logger, fault);
                await Task.Delay(TimeSpan.FromMilliseconds(200), stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready.")]
    private static partial void LogReady(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready yet; trying again.")]
    private static partial void LogNotYet(ILogger logger, Exception fault);
}
