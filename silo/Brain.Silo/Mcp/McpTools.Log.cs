namespace Brain.Silo.Mcp;

internal sealed partial class McpTools
{
    [LoggerMessage(Level = LogLevel.Error, Message = "MCP tool {Name} failed.")]
    private static partial void LogFailed(ILogger logger, string name, Exception fault);
}
