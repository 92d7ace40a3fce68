namespace Brain.Silo.Mcp;

internal sealed partial class McpResources
{
    [LoggerMessage(Level = LogLevel.Error, Message = "An MCP resource could not be read.")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
