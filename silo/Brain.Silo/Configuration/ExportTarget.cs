using System.Text.Json;
using Brain.Messages.Text;

namespace Brain.Silo.Configuration;

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

    /// <summary>The variable that names how it is said.</summary>
    public const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>The one protocol that is spoken.</summary>
    public const string Protocol = "http/protobuf";

    /// <summary>What is configured: in <c>brain.json</c>, or else in the environment; null for nothing.</summary>
    public static ExportTarget? Of(BrainSettings settings, IConfiguration environment) =>
        Of(settings, environment, out _);

    /// <summary>The same.</summary>
    /// <param name="settings">Where <c>brain.json</c> is, and where this brain listens.</param>
    /// <param name="environment">The silo's.</param>
    /// <param name="whyNot">What was said that can't be followed, as a sentence; null for nothing.</param>
    public static ExportTarget? Of(BrainSettings settings, IConfiguration environment, out string? whyNot)
    {
        var told = Section(settings.ConfigFile);
        var target = told?.Endpoint is { Length: > 0 } configured
            ? new ExportTarget(configured, told.Headers)
            : environment[EndpointVariable] is { Length: > 0 } named
                ? new ExportTarget(named, environment[HeadersVariable])
                : null;
        whyNot = null;
        if (target is null)
            return null;
        var isUri = Uri.TryCreate(target.Endpoint, UriKind.Absolute, out var address);
        // An agent may be told by the same variable to send its own to this brain, which then would send to itself.
        whyNot =
            !isUri || address!.Scheme is not ("http" or "https")
                ? $"'{target.Endpoint}' is no address of a collector: expected one such as http://localhost:4318."
            : address.IsLoopback && address.Port == settings.Port ? $"'{target.Endpoint}' is this brain's own address."
            : null;
        if (whyNot is not null)
            return null;
        if (environment[ProtocolVariable] is { Length: > 0 } protocol && protocol != Protocol)
            whyNot = $"{ProtocolVariable} is '{protocol}', and this brain speaks {Protocol} alone: that is sent.";
        return target;
    }

    // Before there is a log: whoever reads the file for its other words says what is wrong with it.
    private static TelemetrySection? Section(string file)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer
                    .Deserialize(ByteOrderMark.Without(File.ReadAllBytes(file)), BrainJsonFormat.Default.BrainJson)
                    ?.Telemetry
                : null;
        }
        catch (Exception bad) when (bad is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
