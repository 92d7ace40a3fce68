using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;

namespace Brain.Silo.Health;

/// <summary>Ready means warm: the pool is open and the path of a hook has been walked once, so no person waits for it.</summary>
internal sealed partial class Readiness(
    IGrainFactory grains, ChangeWriter writer, IHostApplicationLifetime life, ILogger<Readiness> logger) : BackgroundService
{
    private static readonly SessionId Nobody = new(new Guid("ffffffff-ffff-4fff-bfff-ffffffffffff"));

    /// <summary>Hooks are taken now.</summary>
    public bool IsReady { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        life.ApplicationStopping.Register(() => IsReady = false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // An event that nobody knows wakes a grain, reads its rows and leaves none.
                await grains.GetGrain<ISessionGrain>(Nobody.Value).Hear(new() { SessionId = Nobody, HookEventName = "WarmUp" });
                await writer.Commit(new() { SessionId = Nobody, At = default });
                IsReady = true;
                LogReady(logger);
                return;
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
