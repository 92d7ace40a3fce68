using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Brain.Postgres.Cluster;
using Brain.Silo.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Cluster;

/// <summary>Where silos speak to each other, of a silo that nobody else has joined.</summary>
public sealed class TheSiloPort(ARunningSilo silo) : IClassFixture<ARunningSilo>
{
    private static string Event => $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/x"}""";

    [Fact]
    public async Task Speaks_to_who_has_the_clusters_certificate()
    {
        var certificate = silo.Services.GetRequiredService<ClusterCertificates>().Now.Presented!.Certificate;

        Assert.NotEmpty(await AStranger.HearsInside(silo.Settings.SiloPort, certificate));
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

        var heard = await AStranger.Hears(silo.Settings.SiloPort, words);

        Assert.Empty(heard);
        await GoesOn();
    }

    [Fact]
    public async Task Answers_a_broken_TLS_hello_with_an_alert_only()
    {
        byte[] broken = [0x16, 0x03, 0x01, 0x00, 0x05, 1, 2, 3, 4, 5];

        var heard = await AStranger.Hears(silo.Settings.SiloPort, broken);

        // An alert's record (RFC 8446, 5.1) has 7 bytes and begins with 0x15.
        Assert.True(heard is [] or [0x15, 0x03, _, 0x00, 0x02, _, _], Convert.ToHexString(heard));
        await GoesOn();
    }

    [Fact]
    public async Task Tells_nothing_to_who_shows_no_certificate()
    {
        Assert.Empty(await AStranger.HearsInside(silo.Settings.SiloPort, certificate: null));
        await GoesOn();
    }

    [Fact]
    public async Task Tells_nothing_to_a_certificate_of_ones_own()
    {
        var own = SiloCertificate.Make(DateTimeOffset.UtcNow);

        Assert.Empty(await AStranger.HearsInside(silo.Settings.SiloPort, Loaded(own)));
        await GoesOn();
    }

    [Fact]
    public async Task Tells_nothing_to_an_expired_certificate()
    {
        var expired = SiloCertificate.Make(DateTimeOffset.UtcNow);
        await Add(expired, "presented_at = now() - interval '2 days', expires_at = now() - interval '1 second'");

        Assert.Empty(await AStranger.HearsInside(silo.Settings.SiloPort, Loaded(expired)));
        await GoesOn();
    }

    [Fact]
    public async Task Tells_nothing_to_a_revoked_certificate()
    {
        var revoked = SiloCertificate.Make(DateTimeOffset.UtcNow);
        await Add(revoked, "presented_at = now() + interval '1 hour'");
        Assert.NotEmpty(await AStranger.HearsInside(silo.Settings.SiloPort, Loaded(revoked)));

        await silo.Postgres.Run($"update brain.silo_certificates set revoked_at = now(), private_key = null where thumbprint = '{revoked.Thumbprint}'");

        Assert.Empty(await AStranger.HearsInside(silo.Settings.SiloPort, Loaded(revoked)));
        await GoesOn();
    }

    [Fact]
    public async Task Holds_only_a_few_connections_that_say_nothing()
    {
        var clients = new List<TcpClient>();
        for (var i = 0; i < 300; i++)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, silo.Settings.SiloPort);
                clients.Add(client);
            }
            catch (SocketException)
            {
                // One too many, which the silo closed before this end knew that it was open.
                client.Dispose();
            }
        }

        await GoesOn();
        // Each is closed at once or when its time is over: none is held for ever.
        var heard = await Task.WhenAll(clients.Select(client => AStranger.ToEnd(client.GetStream())));
        Assert.All(heard, Assert.Empty);
        await GoesOn();
        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("its own certificate")]
    public async Task Is_not_looked_for_at_a_strangers_port(string? shown)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        // A silo that died, whose port somebody else has now. The kernel may hand out one port twice, so no two silos are alike.
        var generation = shown is null ? 1 : 2;
        await silo.Postgres.Run(
            $"""
            insert into orleans.membership (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
            values ('brain', '127.0.0.1', {port}, {generation}, 'gone', 'here', 3, 0, now(), now() + interval '1 hour');
            update orleans.deployment set version = version + 1
            """);
        using var called = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromMinutes(2));

        var inside = await AListener.Hears(called, shown is null ? null : Loaded(SiloCertificate.Make(DateTimeOffset.UtcNow)));

        Assert.Empty(inside);
        await silo.Postgres.Run($"update orleans.membership set status = 6 where port = {port} and generation = {generation}; update orleans.deployment set version = version + 1");
        await GoesOn();
    }

    internal static X509Certificate2 Loaded(NewCertificate made) => SiloCertificate.Load(made.Certificate, made.PrivateKey);

    private static byte[] Words(string what) => what switch
    {
        "plain Orleans" => AStranger.Preamble,
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
            "insert into brain.silo_certificates (thumbprint, certificate, private_key, presented_at, expires_at) values ($1, $2, $3, now(), $4)");
        foreach (var value in (object[])[made.Thumbprint, made.Certificate, made.PrivateKey, made.Expiry.UtcDateTime])
            insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync();
        await silo.Postgres.Run($"update brain.silo_certificates set {set} where thumbprint = '{made.Thumbprint}'");
    }

    private async Task GoesOn() => Assert.Equal(HttpStatusCode.OK, (await silo.Hook(Event)).Status);
}
