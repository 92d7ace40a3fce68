using Brain.Messages.Personas;

namespace Brain.Grains.Abstractions.Knowledge;

/// <summary>
/// One question to every active persona at the same time. Only a user's command speaks to it. Key: the broadcast's row.
/// </summary>
[Alias("brain.broadcast")]
public interface IBroadcastGrain : IGrainWithGuidKey
{
    /// <summary>Asks all, waits no longer than the deadline, keeps the replies and puts them into one block.</summary>
    [Alias("ask"), ResponseTimeout("00:11:00")]
    [return: Immutable]
    Task<BroadcastDone> Ask([Immutable] Broadcast message);
}
