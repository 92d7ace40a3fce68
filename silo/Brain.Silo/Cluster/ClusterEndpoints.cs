namespace Brain.Silo.Cluster;

/// <summary>What people ask of the cluster.</summary>
internal static class ClusterEndpoints
{
    public static void MapCluster(this WebApplication app) =>
        app.MapPost("/cluster/rotate", async (CertificateKeeper keeper, CancellationToken stop) =>
            await keeper.Rotate(stop)
        );
}
