using System.Net;
using Brain.Silo.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Brain.Tests.Cluster;

/// <summary>
/// An Orleans silo that knows all of the victim but its certificates, and says that they are one cluster.
/// </summary>
public sealed class ASiloOfSomebodyElse(SiloFixture victim) : IClassFixture<SiloFixture>
{
    private static string Event =>
        $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/x"}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reaches_nothing_in_a_silo_that_it_did_not_join(bool withTls)
    {
        var address = victim.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        // Never disposed of: a silo whose start failed goes round and round from then on (Orleans 10.4.2,
        // LocalGrainDirectory.ProcessMembershipUpdates).
        var host = Start(address, withTls);

        // Where Orleans itself gives up at the start because the other silo does not answer, that is as good.
        var fault = await Record.ExceptionAsync(async () =>
        {
            await host.StartAsync();
            await host
                .Services.GetRequiredService<IGrainFactory>()
                .GetGrain<IManagementGrain>(0)
                .GetRuntimeStatistics([address]);
        });

        Assert.NotNull(fault);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await Record.ExceptionAsync(() => host.StopAsync(patience.Token));
        Assert.Equal(HttpStatusCode.OK, (await victim.Hook(Event)).Status);
    }

    private static IHost Start(SiloAddress victim, bool withTls)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("brain", "brain"));
            silo.ConfigureEndpoints(IPAddress.Loopback, siloPort: Random.Shared.Next(20_000, 32_000), gatewayPort: 0);
            silo.Services.AddSingleton<IMembershipTable>(new FakeMembership(victim));
            // It never believes that anybody is dead, nor ends this process for any reason.
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.LivenessEnabled = false;
                membership.EvictWhenMaxJoinAttemptTimeExceeded = false;
                membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(20);
            });
            silo.Services.AddSingleton<IFatalErrorHandler>(new Calm());
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
            if (withTls)
                silo.UseTls(TheSiloPort.Loaded(SiloCertificate.Make(DateTimeOffset.UtcNow)), tls =>
                    tls.AllowAnyRemoteCertificate()
                );
        });
        return builder.Build();
    }

    private sealed class Calm : IFatalErrorHandler
    {
        public bool IsUnexpected(Exception exception) => false;

        public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) { }
    }
}
