using Brain.Grains.Pipelines;
using Brain.Postgres.Pipelines;
using Brain.Silo.Caches;

namespace Brain.Silo.Pipelines;

/// <summary>What pipelines are made of in a silo.</summary>
internal static class PipelineSetup
{
    public static void AddPipelines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PipelineStore>().AddSingleton<PipelineChannel>().AddSingleton<ReportChannel>();
        services.AddSingleton<PipelineCache>().AddSingleton<IAlerts>(all => all.GetRequiredService<PipelineCache>());
        // Before the engine: no grain wakes while nobody knows what is late.
        services.AddHostedService(all => all.GetRequiredService<PipelineCache>());
        services.AddSingleton<PipelineCommands>().AddHostedService<PipelineClerk>();
        services.AddSingleton<NotificationStore>().AddSingleton<NotificationChannel>().AddSingleton<Ntfy>();
        services.AddSingleton<Notifier>().AddHostedService(all => all.GetRequiredService<Notifier>());
    }
}
