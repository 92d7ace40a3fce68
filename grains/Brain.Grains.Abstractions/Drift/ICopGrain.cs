using Brain.Messages.Sessions;
using Orleans.Concurrency;

namespace Brain.Grains.Abstractions.Drift;

/// <summary>👮 Cop: what it saw of a session. Key: the session's id.</summary>
[Alias("brain.cop")]
public interface ICopGrain : IGrainWithGuidKey
{
    /// <summary>The session's drift, newest first, at most 10 lines.</summary>
    [Alias("seen")]
    [AlwaysInterleave]
    [return: Immutable]
    Task<string[]> Seen();

    /// <summary>Finds out what a turn's words mean and tells its session; nobody waits for it.</summary>
    [Alias("weigh")]
    [OneWay]
    Task Weigh([Immutable] WeighTurn turn);
}
