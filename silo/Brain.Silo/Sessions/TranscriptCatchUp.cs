using Brain.Postgres.Sessions;
using Brain.Silo.Health;
using Brain.Silo.Hosting;

namespace Brain.Silo.Sessions;

/// <summary>
/// Reads once, after the silo got ready, the transcripts of the sessions that changed lately: a silo that was killed
/// may have left their ends uncounted, and a session that is over brings no event that would make up for it. What was
/// counted counts no second time, however many silos read it. One transcript at a time, and no hook waits for it.
/// </summary>
internal sealed class TranscriptCatchUp(
    UsageReader usage,
    SessionStore store,
    Readiness readiness,
    TimeProvider clock,
    ILogger<TranscriptCatchUp> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>
    /// How long ago a session's row may have changed. One that slept longer is counted after its next event.
    /// </summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(1);

    /// <summary>The most sessions, those that changed last.</summary>
    public const int SessionsMax = 500;

    private static readonly LoopOptions Options = new(
        "Counting the transcripts of sessions that changed lately",
        "What a killed silo left uncounted is counted after its session's next event."
    );

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => readiness.Ready.WaitAsync(stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        var found = await store.Transcripts(Clock.GetUtcNow() - AgeMax, SessionsMax, stop);
        foreach (var (session, source, transcript) in found)
            await usage.Read(session, source, transcript, stop);
        return null;
    }
}
