namespace Brain.Client.Supervisor;

/// <summary>
/// How long to wait before a process that ended is started again: at once the first time, then twice as long each time,
/// up to a limit. One that has run for a while begins anew.
/// </summary>
/// <param name="Failures">How often in a row it ended early; 0 while it does well.</param>
internal readonly record struct RestartBackoff(int Failures)
{
    internal const int DelayMsMin = 100;
    internal const int DelayMsMax = 30_000;

    /// <summary>A process that ran this long did well.</summary>
    internal const int SteadyMs = 60_000;

    /// <summary>From so many failures in a row on it is called a crash loop.</summary>
    internal const int LoopFailuresMin = 5;

    private const int DoublingsMax = 9;

    internal int DelayMs =>
        Failures == 0 ? 0 : Math.Min(DelayMsMin << Math.Min(Failures - 1, DoublingsMax), DelayMsMax);

    internal bool Loops => Failures >= LoopFailuresMin;

    /// <summary>The process ended. One that ran for <see cref="SteadyMs"/> began anew before.</summary>
    internal RestartBackoff AfterEnd() => new(Failures + 1);
}
