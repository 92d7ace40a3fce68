namespace Brain.Domain.Pipelines;

/// <summary>
/// When a message that was not sent is tried again: after 5 s, 10 s, 20 s … and from the 11th try on every hour; after
/// 82 tries, which is 72 hours after the first, it is given up. A server that is left alone meanwhile, or asks for
/// longer pauses, makes that later and never earlier.
/// </summary>
public static class Backoff
{
    /// <summary>The most tries; the last is 3 days after the first, and then it is given up.</summary>
    public const int TriesMax = 82;

    /// <summary>The pause after the first try; each that follows is twice as long.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause, before chance.</summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromHours(1);

    /// <summary>The longest pause that a server may ask for.</summary>
    public static readonly TimeSpan AskedMax = TimeSpan.FromHours(1);

    private const double Spread = 0.2;
    private const int DoublingsMax = 16;

    /// <summary>The pause after a try; null when it was the last.</summary>
    /// <param name="tries">Tries so far, from 1.</param>
    /// <param name="asked">The pause that the server asked for, or null. It is never shortened, unless it is beyond
    /// <see cref="AskedMax"/>.</param>
    /// <param name="chance">0 to 1: so that many who failed together do not come back together.</param>
    public static TimeSpan? After(int tries, TimeSpan? asked, double chance) =>
        tries >= TriesMax ? null : Pause(tries, asked, chance);

    /// <summary>The pause after so many tries, however many that are.</summary>
    /// <param name="tries">Tries so far, from 1.</param>
    /// <param name="asked">As above.</param>
    /// <param name="chance">As above.</param>
    public static TimeSpan Pause(int tries, TimeSpan? asked, double chance)
    {
        var pause = First * Math.Pow(2, Math.Clamp(tries - 1, 0, DoublingsMax));
        pause = (pause < PauseMax ? pause : PauseMax) * (1 - Spread + (2 * Spread * chance));
        var least = asked is { } wish ? (wish < AskedMax ? wish : AskedMax) : TimeSpan.Zero;
        return pause > least ? pause : least;
    }
}
