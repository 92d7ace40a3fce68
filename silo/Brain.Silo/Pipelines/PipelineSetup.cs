using Brain.Grains.Pipelines;
using Brain.Postgres.Pipelines;

namespace Brain.Silo.Pipelines;

/// <summary>What pipelines are made of in a silo.</summary>
internal static class PipelineSetup
{
    public static void AddPipelines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PipelineStore>().AddSingleton<PipelineNews>().AddSingleton<ReportNews>();
        services.AddSingleton<PipelineBook>().AddSingleton<IAlerts>(all => all.GetRequiredService<PipelineBook>());
        // Before the engine: no grain wakes while nobody knows what is late.
        services.AddHostedService(all => all.GetRequiredService<PipelineBook>());
        services.AddSingleton<PipelineDesk>().AddHostedService<PipelineClerk>();
        services.AddSingleton<NotificationStore>().AddSingleton<NotificationNews>().AddSingleton<Ntfy>();
        services.AddSingleton<Notifier>().AddHostedService(all => all.GetRequiredService<Notifier>());
    }
}
