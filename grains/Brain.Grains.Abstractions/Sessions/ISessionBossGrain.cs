
namespace Brain.Grains.Abstractions.Sessions;

/// <summary>
/// 🪑 Session Boss: looks after sessions that nobody hears from. Key: <see cref="Key"/>, so there is one.
/// </summary>
[Alias("brain.session-boss")]
public interface ISessionBossGrain : IGrainWithStringKey
{
    /// <summary>The only one's key.</summary>
    const string Key = "boss";

    /// <summary>Looks from now on, silo or no silo: a durable reminder wakes it.</summary>
    [Alias("watch")]
    Task Watch();

    /// <summary>Looks now: silent sessions are abandoned, broadcasts whose silo went away are ended.</summary>
    [Alias("look"), ResponseTimeout("00:05:00")]
    Task Look();
}
