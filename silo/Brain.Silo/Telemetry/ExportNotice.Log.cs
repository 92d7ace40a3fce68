namespace Brain.Silo.Telemetry;

internal sealed partial class ExportNotice
{
    [LoggerMessage(LogLevel.Information, "Traces and metrics are sent to {Endpoint}, by OTLP over HTTP.")]
    private static partial void LogSent(ILogger logger, string endpoint);

    [LoggerMessage(LogLevel.Warning, "No traces and metrics are sent: {Fault}")]
    private static partial void LogNotSent(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Warning, "{Fault}")]
    private static partial void LogOtherwise(ILogger logger, string fault);
}
