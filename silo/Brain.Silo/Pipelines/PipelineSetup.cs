using Brain.Grains.Pipelines;
using Brain.Grains.Ports;
using Brain.Postgres.Pipelines;
using Brain.Silo.Caches;
using Brain.Silo.Commands;

namespace Brain.Silo.Pipelines;

/// <summary>What pipelines are made of in a silo.</summary>
internal static class PipelineSetup
{
    public static void AddPipelines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PipelineStore>();
        services
            .AddSingleton<PipelineCache>()
            .AddSingleton<IPipelineCache>(all => all.GetRequiredService<PipelineCache>())
            .AddSingleton<RunConcurrencyGate>();
        // Before the engine: no grain wakes while nobody knows what is late.
        services.AddHostedService(all => all.GetRequiredService<PipelineCache>());
        services
            .AddSingleton<PipelineCommands>()
            .AddSingleton<ICommandHandler>(all => all.GetRequiredService<PipelineCommands>())
            .AddSingleton<IOpenItems, LateItems>()
            .AddHostedService<ToolCallReportDispatcher>()
            .AddHostedService<OverdueRunSweeper>();
        services.AddSingleton<NotificationStore>().AddSingleton<Ntfy>();
        services.AddSingleton<Notifier>().AddHostedService(all => all.GetRequiredService<Notifier>());
    }
}
