namespace Brain.Silo.Knowledge;

internal sealed partial class Chat
{
    [LoggerMessage(LogLevel.Warning, "What a question to the chat model {Model} used is not kept.")]
    private static partial void LogNotKept(ILogger logger, string model, Exception fault);
}
