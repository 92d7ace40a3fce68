using Brain.Postgres;
using Brain.Silo.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Brain.Silo.Telemetry;

/// <summary>Traces and metrics of this silo, sent by OTLP under their standard names.</summary>
internal static class TelemetryExport
{
    /// <summary>What is measured: requests, statements, grains, the runtime.</summary>
    public static readonly string[] Meters =
    [
        HookMeter.Name,
        "Npgsql",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.Orleans",
        "System.Runtime",
    ];

    private static readonly string[] Sources =
    [
        BatchTrace.SourceName,
        "Npgsql",
        "Microsoft.Orleans.Application",
        "Microsoft.Orleans.Runtime",
    ];

    // What is asked by itself, and what telemetry itself is, is no work of the brain's. A link that signs in has its
    // secret in its path.
    private static readonly string[] Untold = ["/healthz", "/readyz", "/metrics", "/v1", "/login", "/logins"];

    // In a method of its own, so that nothing of it is loaded where it is switched off.
    public static void AddExport(this WebApplicationBuilder builder, ExportTarget target)
    {
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [ExportTarget.EndpointVariable] = target.Endpoint,
                [ExportTarget.HeadersVariable] = target.Headers,
                [ExportTarget.ProtocolVariable] = ExportTarget.Protocol,
            }
        );
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("brain", serviceVersion: Version))
            .WithTracing(tracing =>
                tracing
                    .AddSource(Sources)
                    .AddAspNetCoreInstrumentation(options =>
                        options.Filter = context =>
                            !Array.Exists(Untold, path =>
                                context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)
                            )
                    )
            )
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .UseOtlpExporter();
    }

    private static string? Version => typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3);
}
