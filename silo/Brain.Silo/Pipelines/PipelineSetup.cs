using Brain.Postgres.Pipelines;

namespace Brain.Silo.Pipelines;

/// <summary>What pipelines are made of in a silo.</summary>
internal static class PipelineSetup
{
    public static void AddPipelines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<NotificationStore>().AddSingleton<NotificationNews>().AddSingleton<Ntfy>();
        services.AddSingleton<Notifier>().AddHostedService(all => all.GetRequiredService<Notifier>());
    }
}
