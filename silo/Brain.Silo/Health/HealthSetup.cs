using Brain.Postgres.Health;
using Brain.Silo.Configuration;

namespace Brain.Silo.Health;

/// <summary>What says how the silo does.</summary>
internal static class HealthSetup
{
    /// <summary>Before the engine: hosted services start in this order, and this one waits for nobody.</summary>
    public static void AddWarmUp(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<WarmUp>().AddHostedService(all => all.GetRequiredService<WarmUp>());

    public static void AddHealth(this WebApplicationBuilder builder, BrainSettings settings)
    {
        var services = builder.Services;
        services
            .AddSingleton(_ => new CommitWatch(TimeProvider.System))
            .AddSingleton(_ => new DatabaseProbe(settings.Database));
        services.AddSingleton<DatabaseHealth>().AddSingleton<OutageFile>();
        services.AddSingleton<Readiness>().AddHostedService(all => all.GetRequiredService<Readiness>());
        services.AddHostedService<DatabaseMonitor>();
        if (settings.NotifySocket is not null)
            services.AddHostedService<SystemdNotifier>();
    }
}
