namespace Brain.Silo.Knowledge;

internal sealed partial class SearchEngine
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What was said last is not indexed yet; the rest is searched.")]
    private static partial void LogNotIndexed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Texts of then were not searched by their words.")]
    private static partial void LogNotAsOf(ILogger logger, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Model}: the question was not embedded; searched by words alone."
    )]
    private static partial void LogNotEmbedded(ILogger logger, string model, Exception fault);
}
