using System.Text.Json;
using Brain.Silo.Configuration;

namespace Brain.Silo.Telemetry;

/// <summary>
/// Where the brain's own traces and metrics go. Nothing is sent, and nothing made, until somebody says.
/// </summary>
/// <param name="Endpoint">An OTLP/HTTP receiver, without <c>/v1/…</c>.</param>
/// <param name="Headers">As OTEL_EXPORTER_OTLP_HEADERS has them, or null.</param>
internal sealed record ExportTarget(string Endpoint, string? Headers)
{
    /// <summary>The variable that names it.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The variable that names what is sent along.</summary>
    public const string HeadersVariable = "OTEL_EXPORTER_OTLP_HEADERS";

    /// <summary>What is configured: in <c>brain.json</c>, or else in the environment; null for nothing.</summary>
    public static ExportTarget? Of(BrainSettings settings, IConfiguration environment)
    {
        var told = Section(settings.ConfigFile);
        var target = told?.Endpoint is { Length: > 0 } configured
            ? new ExportTarget(configured, told.Headers)
            : environment[EndpointVariable] is { Length: > 0 } named
                ? new ExportTarget(named, environment[HeadersVariable])
                : null;
        // An agent may be told by the same variable to send its own to this brain, which then would send to itself.
        return target is not null
            && Uri.TryCreate(target.Endpoint, UriKind.Absolute, out var address)
            && !(address.IsLoopback && address.Port == settings.Port)
            ? target
            : null;
    }

    // Before there is a log: whoever reads the file for its other words says what is wrong with it.
    private static TelemetrySection? Section(string file)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(file), BrainJsonFormat.Default.BrainJson)?.Telemetry
                : null;
        }
        catch (Exception bad) when (bad is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
