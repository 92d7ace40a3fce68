using Brain.Postgres.Health;
using Brain.Silo.Configuration;

namespace Brain.Silo.Health;

/// <summary>What says how the silo does.</summary>
internal static class HealthSetup
{
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
