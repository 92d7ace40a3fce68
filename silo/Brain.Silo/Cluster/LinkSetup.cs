using Brain.Postgres.Cluster;
using Brain.Silo.Configuration;
using Brain.Silo.Security;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace Brain.Silo.Cluster;

/// <summary>
/// The port where silos speak to each other, behind certificates that only who reads the database has.
/// </summary>
internal static class LinkSetup
{
    /// <summary>What certificates are called. Nobody checks it.</summary>
    public const string Name = "brain";

    /// <summary>
    /// Makes every connection of silos pass <see cref="SiloLink"/>. Goes before Orleans: hosted services start in
    /// order.
    /// </summary>
    public static void AddLink(this WebApplicationBuilder builder)
    {
        // Silos find each other by the system's clock, whatever clock people's matters go by.
        builder.Services.AddSingleton<CertificateStore>();
        builder.Services.AddSingleton(services => new ClusterCertificates(
            services.GetRequiredService<CertificateStore>(),
            TimeProvider.System,
            services.GetRequiredService<ILogger<ClusterCertificates>>()
        ));
        builder.Services.AddSingleton(services => new Refusals(
            TimeProvider.System,
            services.GetRequiredService<ILogger<Refusals>>()
        ));
        builder.Services.AddSingleton(_ => new PendingHandshakes(PeerCredentials.UserId()));
        builder.Services.AddSingleton(services => new SiloLink(
            services.GetRequiredService<ClusterCertificates>(),
            services.GetRequiredService<PendingHandshakes>(),
            services.GetRequiredService<Refusals>(),
            TimeProvider.System
        ));
        builder.Services.AddSingleton(services => new CertificateKeeper(
            services.GetRequiredService<ClusterCertificates>(),
            services.GetRequiredService<SiloLink>(),
            services.GetRequiredService<Refusals>(),
            services.GetRequiredService<BrainSettings>(),
            services.GetRequiredService<ILogger<CertificateKeeper>>()
        ));
        builder.Services.AddHostedService(services => services.GetRequiredService<CertificateKeeper>());
        builder
            .Services.AddOptions<SiloConnectionOptions>()
            .Configure<SiloLink>(
                (connections, link) =>
                {
                    connections.ConfigureSiloInboundConnection(link.Inbound);
                    connections.ConfigureSiloOutboundConnection(link.Outbound);
                    connections.ConfigureGatewayInboundConnection(Closed);
                }
            );
    }

    // There is no gateway; if there ever were one, nobody would be let in.
    private static void Closed(IConnectionBuilder builder) => builder.Use(_ => _ => Task.CompletedTask);
}
