using Brain.Grains.Abstractions.Drift;
using Brain.Grains.Drift;
using Brain.Grains.Ports;
using Brain.Postgres.Drift;
using Brain.Silo.Commands;

namespace Brain.Silo.Drift;

/// <summary>What the Cop is made of in a silo.</summary>
internal static class DriftSetup
{
    public static void AddDrift(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<DriftStore>()
            .AddSingleton<IOpenItems, DriftItems>()
            .AddSingleton<CopQueue>()
            .AddSingleton<TurnJudged>(services =>
            {
                var grains = services.GetRequiredService<IGrainFactory>();
                return (session, turn) => _ = grains.GetGrain<ICopGrain>(session).Weigh(turn);
            });
}
