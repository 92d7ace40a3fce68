using Brain.Messages;
using Brain.Silo.Configuration;
using Orleans.Configuration;
using Orleans.Reminders;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Brain.Silo.Hosting;

/// <summary>Orleans as this silo runs it: everything durable on the one Postgres, in schema <c>orleans</c>.</summary>
internal static class OrleansSetup
{
    private const string ClusterName = "brain";
    private const string Provider = "Npgsql";

    public static void AddOrleans(this WebApplicationBuilder builder, BrainSettings settings)
    {
        var database = settings.Database.Open(searchPath: "orleans");
        builder.Services.AddSingleton<IGeneralizedCopier, MessageCopier>();
        builder.Services.AddSerializer(serializer =>
            serializer.AddJsonSerializer(
                IsMessage,
                static _ => false,
                codec => codec.Configure(json => json.SerializerOptions = MessagesJson.Default.Options)
            )
        );
        // Whatever clock people's matters go by, silos find each other by the system's.
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, static (_, _) => TimeProvider.System);
        builder.Services.AddKeyedSingleton(ReminderTimeProviderNames.Reminders, static (services, _) =>
            services.GetRequiredService<TimeProvider>()
        );
        builder.Host.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster =>
                (cluster.ClusterId, cluster.ServiceId) = (ClusterName, ClusterName)
            );
            // No gateway: the only clients are the doors of this same process.
            silo.ConfigureEndpoints(settings.SiloAddress, settings.SiloPort, gatewayPort: 0);
            silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (Provider, database));
            silo.AddAdoNetGrainStorageAsDefault(options =>
            {
                (options.Invariant, options.DataSource) = (Provider, database);
                options.GrainStorageSerializer = new StateSerializer();
            });
            silo.UseAdoNetReminderService(options => (options.Invariant, options.DataSource) = (Provider, database));
            silo.Configure<ClusterMembershipOptions>(Tune);
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(20));
            silo.Configure<GrainCollectionOptions>(grains => grains.CollectionAge = TimeSpan.FromMinutes(30));
            silo.AddOrleansDashboard();
            // A grain's call is a span of its caller's trace, where anybody traces.
            if (ExportTarget.Of(settings, builder.Configuration) is not null)
                silo.AddActivityPropagation();
        });
    }

    // A killed silo is found out within two missed probes of a second; the defaults take over ten seconds.
    private static void Tune(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 2;
        membership.NumVotesForDeathDeclaration = 1;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    /// <summary>Whether a type is one of the records that grains say to each other.</summary>
    public static bool IsMessage(Type type) =>
        type.Namespace?.StartsWith("Brain.Messages", StringComparison.Ordinal) == true;
}
