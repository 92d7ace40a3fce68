using Brain.Grains.Ports;
using Brain.Messages.Sessions;
using Brain.Postgres.Telemetry;
using Brain.Silo.Configuration;

namespace Brain.Silo.Telemetry;

/// <summary>What telemetry is made of in a silo.</summary>
internal static class TelemetrySetup
{
    private static readonly TimeSpan HooksToldFor = TimeSpan.FromDays(7);

    public static void AddTelemetry(this WebApplicationBuilder builder, BrainSettings settings)
    {
        builder
            .Services.AddSingleton<TelemetryStore>()
            .AddSingleton<TelemetryWriter>()
            .AddSingleton<IUsageMeter, UsageMeter>()
            .AddSingleton<OtlpReceiver>()
            .AddSingleton<PrometheusPage>();
        var target = ExportTarget.Of(settings, builder.Configuration, out var whyNot);
        builder.Services.AddSingleton(new ExportNotice(target, whyNot));
        if (target is not null)
            builder.AddExport(target);
    }

    public static void MapMetrics(this WebApplication app) =>
        app.MapGet("/metrics", (HttpContext context, PrometheusPage page) => page.Answer(context));

    public static void MapTelemetry(this WebApplication app)
    {
        app.Services.GetRequiredService<ExportNotice>().Log(
            app.Services.GetRequiredService<ILogger<ExportNotice>>()
        );
        app.MapGet(
            "/telemetry/hooks",
            async (string agent, TelemetryStore store, TimeProvider clock, CancellationToken stop) =>
                await store.HooksTold(agent, clock.GetUtcNow() - HooksToldFor, stop) ?? new HooksTold()
        );
        app.MapPost("/v1/logs", (HttpContext context, OtlpReceiver receiver) => receiver.Logs(context));
        app.MapPost("/v1/metrics", (HttpContext context, OtlpReceiver receiver) => receiver.Metrics(context));
        app.MapPost("/v1/traces", (HttpContext context, OtlpReceiver receiver) => receiver.Traces(context));
    }
}
