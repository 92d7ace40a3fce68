using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Brain.Postgres.Cluster;
using Brain.Silo.Cluster;
using Brain.Silo.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Cluster;

/// <summary>Where silos speak to each other, of a silo that nobody else has joined.</summary>
public sealed class TheSiloPort(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static string Event =>
        $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/x"}""";

    [Fact]
    public async Task Speaks_to_who_has_the_clusters_certificate()
    {
        var certificate = silo.Services.GetRequiredService<ClusterCertificates>().Now.Presented!.Certificate;

        Assert.NotEmpty(await SomeStranger.HearsInside(silo.Settings.SiloPort, certificate));
        await GoesOn();
    }

    [Theory]
    [InlineData("plain Orleans")]
    [InlineData("HTTP")]
    [InlineData("zeros")]
    [InlineData("noise")]
    [InlineData("half of a TLS hello")]
    [InlineData("one byte")]
    [InlineData("silence")]
    public async Task Tells_nothing_to_who_does_not_speak_TLS(string what)
    {
        var words = Words(what);

        var heard = await SomeStranger.Hears(silo.Settings.SiloPort, words);

        Assert.Empty(heard);
        await GoesOn();
    }

    [Fact]
    public async Task Answers_a_broken_TLS_hello_with_an_alert_only()
    {
        byte[] broken = [0x16, 0x03, 0x01, 0x00, 0x05, 1, 2, 3, 4, 5];

        var heard = await SomeStranger.Hears(silo.Settings.SiloPort, broken);

        // An alert's record (RFC 8446, 5.1) has 7 bytes and begins with 0x15.
        Assert.True(heard is [] or [0x15, 0x03, _, 0x00, 0x02, _, _], Convert.ToHexString(heard));
        await GoesOn();
    }

    [Fact]
    public async Task Tells_nothing_to_who_shows_no_certificate()
    {
        Assert.Empty(await SomeStranger.HearsInside(silo.Settings.SiloPort, certificate: null));
        await GoesOn();
    }

    [Fact]
    public async Task Tells_nothing_to_a_certificate_of_ones_own()
    {
        var own = SiloCertificate.Make(DateTimeOffset.UtcNow);

        Assert.Empty(await SomeStranger.HearsInside(silo.Settings.SiloPort, Loaded(own)));
        await GoesOn();
    }

    [Fact]
    public async Task Tells_nothing_to_an_expired_certificate()
    {
        var expired = SiloCertificate.Make(DateTimeOffset.UtcNow);
        await Add(expired, "presented_at = now() - interval '2 days', expires_at = now() - interval '1 second'");

        Assert.Empty(await SomeStranger.HearsInside(silo.Settings.SiloPort, Loaded(expired)));
        await GoesOn();
    }

    [Fact]
    public async Task Tells_nothing_to_a_revoked_certificate()
    {
        var revoked = SiloCertificate.Make(DateTimeOffset.UtcNow);
        await Add(revoked, "presented_at = now() + interval '1 hour'");
        Assert.NotEmpty(await SomeStranger.HearsInside(silo.Settings.SiloPort, Loaded(revoked)));

        await silo.Postgres.Run(
            "update brain.silo_certificates set revoked_at = now(), private_key = null where thumbprint = "
                + $"'{revoked.Thumbprint}'"
        );

        Assert.Empty(await SomeStranger.HearsInside(silo.Settings.SiloPort, Loaded(revoked)));
        await GoesOn();
    }

    [Fact]
    public async Task Holds_only_a_few_connections_that_say_nothing()
    {
        var clients = new List<TcpClient>();
        for (var i = 0; i < 300; i++)
        {
            if (await Connect() is { } client)
                clients.Add(client);
        }

        await GoesOn();
        // Each is closed at once or when its time is over: none is held for ever.
        var heard = await Task.WhenAll(clients.Select(client => SomeStranger.ToEnd(client.GetStream())));
        Assert.All(heard, Assert.Empty);
        await GoesOn();
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Lets_no_more_wait_than_one_peer_may()
    {
        // On a machine that stands still the first may be closed for their silence before the last have come.
        const int triesMax = 10;
        var tries = 1;
        while (!await ClosesThePlacelessFirst() && tries < triesMax)
            tries++;

        Assert.NotEqual(triesMax, tries);
        await GoesOn();
    }

    [Fact]
    public async Task Takes_no_place_of_those_who_wait_for_who_is_known()
    {
        var certificate = silo.Services.GetRequiredService<ClusterCertificates>().Now.Presented!.Certificate;
        var known = new List<Stream?>();
        for (var i = 0; i < PendingHandshakes.PeerMax + 4; i++)
        {
            known.Add(await SomeStranger.Enters(silo.Settings.SiloPort, certificate));
            Assert.NotEmpty(await SomeStranger.ToEnd(known[^1]!, atMost: 4));
        }

        await GoesOn();
        known.ForEach(stream => stream?.Dispose());
    }

    [Fact]
    public async Task Says_in_the_log_whom_it_refused()
    {
        await SomeStranger.HearsInside(silo.Settings.SiloPort, certificate: null);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var log = Path.Combine(silo.Settings.Home, "logs", "silo.log");
        while (
            !(await File.ReadAllTextAsync(log, limit.Token)).Contains(
                $"Silo port: refused 127.0.0.1 (user {PeerCredentials.UserId()}): ",
                StringComparison.Ordinal
            )
        )
            await Task.Delay(20, limit.Token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("its own certificate")]
    public async Task Is_not_looked_for_at_a_strangers_port(string? shown)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        // A silo that died, whose port somebody else has now. The kernel may hand out one port twice, so no two silos
        // are alike.
        var generation = shown is null ? 1 : 2;
        await silo.Postgres.Run(
            $"""
            insert into orleans.membership (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
            values ('brain', '127.0.0.1', {port}, {generation}, 'gone', 'here', 3, 0, now(), now() + interval '1 hour');
            update orleans.deployment set version = version + 1
            """
        );
        using var called = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromMinutes(2));

        var inside = await SomeListener.Hears(
            called,
            shown is null ? null : Loaded(SiloCertificate.Make(DateTimeOffset.UtcNow))
        );

        Assert.Empty(inside);
        await silo.Postgres.Run(
            $"update orleans.membership set status = 6 where port = {port} and generation = {generation}; update "
                + "orleans.deployment set version = version + 1"
        );
        await GoesOn();
    }

    internal static X509Certificate2 Loaded(NewCertificate made) =>
        SiloCertificate.Load(made.Certificate, made.PrivateKey);

    private static byte[] Words(string what) =>
        what switch
        {
            "plain Orleans" => SomeStranger.Preamble,
            "HTTP" => "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(),
            "zeros" => new byte[100_000],
            "noise" => [.. Enumerable.Range(0, 5_000).Select(i => (byte)(0x80 | (i * 7919)))],
            "half of a TLS hello" => [0x16, 0x03, 0x01, 0x02, 0x00, 0x01],
            "one byte" => [0x16],
            _ => [],
        };

    private async Task Add(NewCertificate made, string set)
    {
        await using var insert = silo.Postgres.Database.CreateCommand(
            "insert into brain.silo_certificates (thumbprint, certificate, private_key, presented_at, "
                + "expires_at) values ($1, $2, $3, now(), $4)"
        );
        foreach (var value in (object[])[made.Thumbprint, made.Certificate, made.PrivateKey, made.Expiry.UtcDateTime])
            insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync();
        await silo.Postgres.Run($"update brain.silo_certificates set {set} where thumbprint = '{made.Thumbprint}'");
    }

    // Of connections that say nothing, those that found no place end before any that waits does.
    private async Task<bool> ClosesThePlacelessFirst()
    {
        var ended = 0;
        var ends = new List<Task<int>>();
        for (var i = 0; i < PendingHandshakes.PeerMax + 8; i++)
            ends.Add(EndOf(await Connect()));
        var order = await Task.WhenAll(ends);
        return order[PendingHandshakes.PeerMax..].Max() < order[..PendingHandshakes.PeerMax].Min();

        async Task<int> EndOf(TcpClient? client)
        {
            using (client)
                Assert.Empty(client is null ? [] : await SomeStranger.ToEnd(client.GetStream()));
            return Interlocked.Increment(ref ended);
        }
    }

    // Null for one too many, which the silo closed before this end knew that it was open.
    private async Task<TcpClient?> Connect()
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, silo.Settings.SiloPort);
            return client;
        }
        catch (SocketException)
        {
            client.Dispose();
            return null;
        }
    }

    private async Task GoesOn() => Assert.Equal(HttpStatusCode.OK, (await silo.Hook(Event)).Status);
}
