using System.Net;
using System.Net.Sockets;
using System.Text;
using Brain.Silo;
using Brain.Silo.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Brain.Tests.Cluster;

/// <summary>Two silos of one database, which is all that makes them one cluster.</summary>
public sealed class TwoSilos(ARunningSilo first) : IClassFixture<ARunningSilo>, IAsyncLifetime
{
    private readonly string home = Directory.CreateTempSubdirectory("brain").FullName;
    private WebApplication second = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = first.Settings with { Home = home, Port = Free(), SiloPort = Free() };
        second = BrainSilo.Build(settings);
        await second.StartAsync();
        await Eventually(async () => (await Hosts()).Count == 2);
    }

    public async ValueTask DisposeAsync()
    {
        await second.StopAsync();
        await second.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }

    [Fact]
    public async Task Answer_hooks_of_each_others_sessions()
    {
        foreach (var session in Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()))
        {
            Assert.Equal(HttpStatusCode.OK, (await first.Hook(Event(session, "SessionStart"))).Status);
            Assert.Equal(HttpStatusCode.OK, (await first.Hook(Event(session, "UserPromptSubmit"), Other)).Status);
        }
    }

    [Fact]
    public async Task Go_on_while_their_certificates_are_rotated()
    {
        var before = Certificates(first.Services).Now.Presented!;
        using var sent = await Other.PostAsync(new Uri("/cluster/rotate", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        // The one that was not asked learns it by itself, and each refuses the old certificate then.
        await Eventually(() => Task.FromResult(Certificates(first.Services).Refuses(before.Certificate) is "its certificate was revoked"));
        Assert.Empty(await AStranger.HearsInside(first.Settings.SiloPort, before.Certificate));
        await Answer_hooks_of_each_others_sessions();
        Assert.Equal(2, (await Hosts()).Count);
        Assert.Equal(Certificates(first.Services).Now.Presented!.Thumbprint, Certificates(second.Services).Now.Presented!.Thumbprint);
    }

    private HttpClient Other => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(home, "brain.sock")), stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new("http://localhost") };

    private static ClusterCertificates Certificates(IServiceProvider silo) => silo.GetRequiredService<ClusterCertificates>();

    private Task<Dictionary<SiloAddress, SiloStatus>> Hosts() => first.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);

    private static string Event(Guid session, string name) =>
        $$"""{"session_id":"{{session}}","hook_event_name":"{{name}}","source":"startup","prompt":"go on","prompt_id":"{{Guid.NewGuid()}}","cwd":"/x"}""";

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await holds())
            await Task.Delay(50, limit.Token);
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
