using System.Net;
using System.Net.Sockets;
using Brain.Silo.Cluster;
using Brain.Silo.Security;

namespace Brain.Tests.Cluster;

/// <summary>A connection to the silo port that was not authenticated yet.</summary>
public sealed class AWaitingConnection
{
    private const uint Own = 1000;
    private readonly PendingHandshakes pending = new(Own);

    [Fact]
    public void Takes_a_place_of_its_peers_share_only()
    {
        for (var i = 0; i < PendingHandshakes.PeerMax; i++)
            Assert.NotNull(pending.TryEnter(new("127.0.0.1", 65534)));

        Assert.Null(pending.TryEnter(new("127.0.0.1", 65534)));
        Assert.NotNull(pending.TryEnter(new("127.0.0.1", Own)));
        Assert.NotNull(pending.TryEnter(new("10.0.0.2", null)));
    }

    [Fact]
    public void Of_this_user_finds_a_place_whatever_strangers_do()
    {
        var places = Enumerable
            .Range(0, 10_000)
            .Count(i => pending.TryEnter(new($"10.0.{i >> 8}.{i & 255}", null)) is not null);

        Assert.Equal(PendingHandshakes.StrangersMax, places);
        Assert.NotNull(pending.TryEnter(new("127.0.0.1", Own)));
    }

    [Fact]
    public void Gives_its_place_back_once()
    {
        var place = pending.TryEnter(new("127.0.0.1", 65534))!;
        for (var i = 1; i < PendingHandshakes.PeerMax; i++)
            pending.TryEnter(new("127.0.0.1", 65534));

        place.Dispose();
        place.Dispose();

        Assert.NotNull(pending.TryEnter(new("127.0.0.1", 65534)));
        Assert.Null(pending.TryEnter(new("127.0.0.1", 65534)));
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", false)]
    public async Task Has_an_owner_by_the_kernels_word(string address, bool byDualSocket)
    {
        var ip = IPAddress.Parse(address);
        Assert.SkipUnless(ip.AddressFamily == AddressFamily.InterNetwork || Socket.OSSupportsIPv6, "no IPv6 here");
        using var listener = new TcpListener(ip, 0);
        listener.Start();
        using var client = byDualSocket
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint);
        using var accepted = await listener.AcceptSocketAsync();

        Assert.Equal(PeerCredentials.UserId(), SocketOwner.TryOf(accepted.RemoteEndPoint, accepted.LocalEndPoint));
        Assert.Null(SocketOwner.TryOf(new IPEndPoint(ip, 1), accepted.LocalEndPoint));
    }
}
