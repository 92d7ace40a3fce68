using Brain.Grains.Abstractions.Personas;

namespace Brain.Silo.Personas;

/// <summary>Sees to it that the Session Boss looks: its reminder is durable, and said again at every start.</summary>
internal sealed partial class SessionSweepStarter(IGrainFactory grains, IHostApplicationLifetime life, TimeProvider clock, ILogger<SessionSweepStarter> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // No grain wakes before the silo has joined its cluster.
        var started = new TaskCompletionSource();
        await using var told = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await grains.GetGrain<ISessionBossGrain>(ISessionBossGrain.Key).Watch();
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogNotYet(logger, fault.GetBaseException().Message);
                await Task.Delay(Again, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Session Boss can't watch yet and is asked again: {Why}")]
    private static partial void LogNotYet(ILogger logger, string why);
}
