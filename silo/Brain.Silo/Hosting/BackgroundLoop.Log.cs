namespace Brain.Silo.Hosting;

internal abstract partial class BackgroundLoop
{
    private const string Failed =
        "{Work} failed and is tried again until it succeeds, the next time in {Pause}; said once. {Meanwhile}";

    [LoggerMessage(Level = LogLevel.Warning, Message = Failed)]
    private static partial void LogFailed(
        ILogger logger,
        string work,
        TimeSpan pause,
        string meanwhile,
        Exception fault
    );
}
