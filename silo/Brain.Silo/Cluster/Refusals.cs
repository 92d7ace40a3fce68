namespace Brain.Silo.Cluster;

/// <summary>
/// Says in the log who was refused at the silo port and why: the first time at once, and then once in ten minutes for
/// the same peer and reason, with the count. However many there are, it keeps and says a bounded number.
/// </summary>
internal sealed partial class Refusals(TimeProvider clock, ILogger<Refusals> logger)
{
    /// <summary>How often the same is said.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>The most pairs of peer and reason that are told apart; the rest is counted together.</summary>
    public const int KindsMax = 200;

    private static readonly (string, string) Others = ("many other addresses", "it was refused as others were");

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Peer, string Why), RefusalCount> _counts = [];

    /// <summary>Notes a connection that somebody else opened.</summary>
    public void From(SiloPeer peer, string why) => Note((peer.ToString(), why));

    /// <summary>Notes a connection that this silo opened.</summary>
    public void To(SiloPeer peer, string why) => Note(($"{peer}, which this silo called", why));

    /// <summary>Says what was counted since it was said last, and forgets who has not come again.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            foreach (var (what, count) in _counts.Where(pair => IsDue(pair.Value)).ToArray())
            {
                if (count.More > 0)
                    Say(what, count);
                else
                    _counts.Remove(what);
            }
        }
    }

    private void Note((string Peer, string Why) what)
    {
        lock (_lock)
        {
            if (!_counts.ContainsKey(what) && _counts.Count >= KindsMax)
                what = Others;
            if (_counts.TryGetValue(what, out var count))
                count.More++;
            else
                _counts[what] = count = new() { More = 1, SaidAt = long.MinValue };
            if (IsDue(count))
                Say(what, count);
        }
    }

    private bool IsDue(RefusalCount count) =>
        count.SaidAt == long.MinValue || clock.GetElapsedTime(count.SaidAt) >= Interval;

    private void Say((string Peer, string Why) what, RefusalCount count)
    {
        if (count.SaidAt == long.MinValue)
            LogRefused(logger, what.Peer, what.Why);
        else
            LogRefusedAgain(logger, what.Peer, count.More, what.Why);
        (count.More, count.SaidAt) = (0, clock.GetTimestamp());
    }

    private sealed class RefusalCount
    {
        public int More { get; set; }

        public long SaidAt { get; set; }
    }
}
