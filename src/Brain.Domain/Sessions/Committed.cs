namespace Brain.Domain.Sessions;

/// <summary>What a committed change brings back.</summary>
/// <param name="Facts">What an orientation tells, when the change asked for it.</param>
/// <param name="TokensTotal">Tokens of the session's turns, in and out, when the change told of usage.</param>
/// <param name="Repeated">It was a delivery from the spool that was written before; nothing was written now.</param>
public sealed record Committed(OrientationData? Facts = null, long? TokensTotal = null, bool Repeated = false)
{
    /// <summary>Written, and nothing more to say.</summary>
    public static readonly Committed Plainly = new();
}
