
namespace Brain.Grains.Abstractions.Drift;

/// <summary>👮 Cop: what it saw of a session. Key: the session's id.</summary>
[Alias("brain.cop")]
public interface ICopGrain : IGrainWithGuidKey
{
    /// <summary>The session's drift, newest first, at most 10 lines.</summary>
    [Alias("seen")]
    [return: Immutable]
    Task<string[]> Seen();
}
