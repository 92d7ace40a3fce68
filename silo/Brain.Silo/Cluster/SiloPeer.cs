using System.Net;
using Brain.Silo.Security;
using Microsoft.AspNetCore.Connections;

namespace Brain.Silo.Cluster;

/// <summary>Who is on the other side of a silo connection, before anything is believed of it.</summary>
/// <param name="Address">Its IP address.</param>
/// <param name="User">The number of its user, when it is on this machine and the kernel says so.</param>
internal sealed record SiloPeer(string Address, uint? User)
{
    public static SiloPeer Of(ConnectionContext context) =>
        new(
            (context.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "an unknown address",
            SocketOwner.TryOf(context.RemoteEndPoint, context.LocalEndPoint)
        );

    public override string ToString() => User is { } user ? $"{Address} (user {user})" : Address;
}
