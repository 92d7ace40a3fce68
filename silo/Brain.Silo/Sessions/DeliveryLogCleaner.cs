using Brain.Postgres.Sessions;

namespace Brain.Silo.Sessions;

/// <summary>
/// Forgets the ids of deliveries from spools once nobody delivers them again: shortly after the silo started, and every
/// day. Until then each is refused the second time.
/// </summary>
internal sealed partial class DeliveryLogCleaner(SessionStore store, TimeProvider clock, ILogger<DeliveryLogCleaner> logger) : BackgroundService
{
    /// <summary>How long a delivery is remembered after it was noted: longer than a machine that holds a spool is switched off.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>How long after the start it begins.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>How long it rests.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>The most that one statement forgets.</summary>
    public const int RowsMax = 10_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var rest = First; ; rest = Every)
        {
            await Task.Delay(rest, clock, stoppingToken);
            try
            {
                while (await store.ForgetReplayed(clock.GetUtcNow() - KeptFor, RowsMax, stoppingToken) == RowsMax)
                {
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old deliveries were not forgotten; it is tried again in a day.")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
