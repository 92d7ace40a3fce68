using Brain.Messages.Sessions;

namespace Brain.Grains.Ports;

/// <summary>What the agents' own records say was used, as far as this silo can see them.</summary>
public interface ITranscripts
{
    /// <summary>
    /// Counts what a transcript has gained, within a few milliseconds: what is more than that waits for the next time.
    /// It never fails: a transcript that can't be read says nothing.
    /// </summary>
    /// <param name="source">The agent whose it is, as rows keep it.</param>
    /// <param name="transcript">Where it lies, or null.</param>
    /// <param name="count">Takes what was found; done once it is committed.</param>
    Task Glance(string? source, string? transcript, Func<UsageFound, Task> count);
}
