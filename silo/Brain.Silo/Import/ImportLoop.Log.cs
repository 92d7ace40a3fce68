namespace Brain.Silo.Import;

internal sealed partial class ImportLoop
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Files} files of agents were read: {Turns} turns are new, {Skipped} lines were passed over."
    )]
    private static partial void LogRead(ILogger logger, int files, long turns, long skipped);
}
