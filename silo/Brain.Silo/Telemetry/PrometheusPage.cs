using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Brain.Silo.Telemetry;

/// <summary>
/// Metrics as Prometheus reads them. Made at the first scrape, from when on they are counted: a silo that nobody
/// scrapes pays nothing.
/// </summary>
internal sealed class PrometheusPage(IServiceProvider services) : IDisposable
{
    private readonly Lock _making = new();
    private MeterProvider? _meters;
    private RequestDelegate? _page;

    /// <summary>Answers one scrape.</summary>
    public Task Answer(HttpContext context)
    {
        lock (_making)
            _page ??= Make();
        return _page(context);
    }

    /// <inheritdoc/>
    public void Dispose() => _meters?.Dispose();

    private RequestDelegate Make()
    {
        _meters = Sdk.CreateMeterProviderBuilder()
            .AddMeter(TelemetryExport.Meters)
            .AddPrometheusExporter()
            .Build();
        var page = new ApplicationBuilder(services);
        page.UseOpenTelemetryPrometheusScrapingEndpoint(_meters, null, "/metrics", null, null);
        return page.Build();
    }
}
