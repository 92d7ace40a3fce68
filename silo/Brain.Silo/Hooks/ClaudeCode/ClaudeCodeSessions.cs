using Brain.Postgres.Sessions;
using Brain.Silo.Hosting;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Reads once, as the silo starts, which sessions are Claude Code's: of an event that tells nothing but a time, only
/// its session says whose it is.
/// </summary>
internal sealed class ClaudeCodeSessions(
    SessionStore sessions,
    ClaudeCodeHook hook,
    TimeProvider clock,
    ILogger<ClaudeCodeSessions> logger
)
    : BackgroundLoop(
        new("Reading which sessions are Claude Code's", "Those are known that are heard of meanwhile."),
        clock,
        logger
    )
{
    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        hook.Know(await sessions.OfAgent(ClaudeCodeHook.Name, ClaudeCodeHook.SessionsMax / 2, stop));
        return null;
    }
}
