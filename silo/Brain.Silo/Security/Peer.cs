namespace Brain.Silo.Security;

/// <summary>Who is on the other side of a connection, by the kernel's word.</summary>
/// <param name="User">The user's number; null where it can't be known.</param>
/// <param name="Process">The process that connected; null on the loopback port, whose table does not say.</param>
internal sealed record Peer(uint? User, int? Process)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Peer Unknown = new(null, null);

    /// <summary>The peer of a request that was let in.</summary>
    public static Peer Of(HttpContext context) => context.Features.Get<Peer>() ?? Unknown;
}
