namespace Brain.Silo.Telemetry;

internal sealed partial class OtlpReceiver
{
    [LoggerMessage(
        LogLevel.Warning,
        "An export of telemetry could not be kept whole; its sender is asked to send it again."
    )]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
