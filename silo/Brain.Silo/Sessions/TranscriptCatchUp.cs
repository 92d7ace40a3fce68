using Brain.Postgres.Sessions;
using Brain.Silo.Health;

namespace Brain.Silo.Sessions;

/// <summary>
/// Reads once, after the silo got ready, the transcripts of the sessions that changed lately: a silo that was killed may
/// have left their ends uncounted, and a session that is over brings no event that would make up for it. What was counted
/// counts no second time, however many silos read it. One transcript at a time, and no hook waits for it.
/// </summary>
internal sealed partial class TranscriptCatchUp(
    UsageReader usage, SessionStore store, Readiness readiness, TimeProvider clock, ILogger<TranscriptCatchUp> logger) : BackgroundService
{
    /// <summary>How long ago a session's row may have changed. One that slept longer is counted after its next event.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(1);

    /// <summary>The most sessions, those that changed last.</summary>
    public const int SessionsMax = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        try
        {
            foreach (var (session, transcript) in await store.Transcripts(clock.GetUtcNow() - AgeMax, SessionsMax, stoppingToken))
                await usage.Read(session, transcript, stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sessions that changed lately can't be listed; the end of a transcript that a killed silo left is counted after its session's next event.")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
