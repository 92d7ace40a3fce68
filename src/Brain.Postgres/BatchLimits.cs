namespace Brain.Postgres;

/// <summary>How large batches may be.</summary>
/// <param name="RequestsMax">The most requests of one batch.</param>
/// <param name="LanesMax">The most batches under way at once; each takes a connection. One keeps the order in which
/// requests came.</param>
/// <param name="TimeMax">How long one batch may take; its requests fail after that.</param>
internal sealed record BatchLimits(int RequestsMax, int LanesMax, TimeSpan TimeMax)
{
    /// <summary>The most requests that wait; past that, callers wait for room. Null for as many as there are.</summary>
    public int? WaitingMax { get; init; }

    /// <summary>How much longer the server has to say that it cancelled what took too long.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>
    /// Whether the requests of a batch that was refused go each on a connection of its own at once, in no order.
    /// </summary>
    public bool Scatters { get; init; }
}
