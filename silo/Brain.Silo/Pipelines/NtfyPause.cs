using Brain.Domain.Pipelines;

namespace Brain.Silo.Pipelines;

/// <summary>
/// Leaves a server alone that has enough, or is not there: with all messages, and not only with those that found out.
/// Of this silo alone.
/// </summary>
internal sealed class NtfyPause(TimeProvider clock)
{
    // Taken are only those that are sent at once: the lease of one that waited its turn could run out.
    private const int AtOnceMax = 4;

    private Uri? _server;
    private int _failures;
    private long _since;
    private TimeSpan _length;

    /// <summary>
    /// How many messages are sent side by side now: one, from the first that finds out until none is due any more.
    /// </summary>
    public int AtOnce { get; private set; } = AtOnceMax;

    /// <summary>
    /// How long a server is left alone from now on; null when it may be asked. One that was not asked before has not
    /// had enough.
    /// </summary>
    public TimeSpan? Left(Uri server)
    {
        if (server != _server)
            (_server, _failures, _length, AtOnce) = (server, 0, TimeSpan.Zero, AtOnceMax);
        var left = _length - clock.GetElapsedTime(_since);
        return left > TimeSpan.Zero ? left : null;
    }

    /// <summary>
    /// Takes note of what became of messages that were sent side by side; none says that none was due.
    /// </summary>
    public void Note(IReadOnlyCollection<NtfyOutcome> outcomes)
    {
        if (outcomes.OfType<NtfyLater>().Where(later => later.IsForAll).ToArray() is { Length: > 0 } troubles)
        {
            _failures++;
            (_since, _length, AtOnce) = (
                clock.GetTimestamp(),
                Backoff.Pause(_failures, troubles.Max(later => later.Asked), Random.Shared.NextDouble()),
                1
            );
            return;
        }

        if (outcomes.Count > 0)
            _failures = 0;
        if (outcomes.Count < AtOnce && _failures == 0)
            AtOnce = AtOnceMax;
    }
}
