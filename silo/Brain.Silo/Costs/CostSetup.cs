using Brain.Grains.Ports;
using Brain.Postgres.Costs;
using Brain.Silo.Caches;

namespace Brain.Silo.Costs;

/// <summary>What costs and caps on them are made of in a silo.</summary>
internal static class CostSetup
{
    // Before the engine: no session decides while nobody knows what may be spent.
    public static IServiceCollection AddCosts(this IServiceCollection services) =>
        services
            .AddSingleton<CostStore>()
            .AddSingleton<SpendStore>()
            .AddSingleton<BudgetCache>()
            .AddHostedService(all => all.GetRequiredService<BudgetCache>())
            .AddSingleton<ISpend, SpendReader>();
}
