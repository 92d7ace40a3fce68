namespace Brain.Silo.Knowledge;

internal sealed partial class ForgetRunner
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run}: what it was to forget is forgotten.")]
    private static partial void LogForgotten(ILogger logger, Guid run);
}
