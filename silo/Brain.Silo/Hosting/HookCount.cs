namespace Brain.Silo.Hosting;

/// <summary>How many events of agents this silo answered since it started: who works asks for no pause.</summary>
internal sealed class HookCount
{
    private long _answered;

    /// <summary>All so far.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>One more.</summary>
    public void Note() => Interlocked.Increment(ref _answered);
}
