using System.Text.Json;
using Brain.Silo.Files;

namespace Brain.Silo.Hooks;

/// <summary>
/// The name of an MCP server's tool as the house writes it, with two low lines behind the server: most agents write it
/// so themselves.
/// </summary>
internal static class McpName
{
    private const int FileMax = 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The name.</summary>
    public static string Of(string server, string tool) => $"mcp__{server}__{tool}";

    /// <summary>
    /// The name, where the agent puts something else between server and tool: cut behind the shortest server that it
    /// may be of, so that no word of a tool's is taken for its server's; as it came where none is known.
    /// </summary>
    public static string Of(string name, string between, IEnumerable<string> servers) =>
        servers
            .Where(server => server.Length > 0 && name.Length > server.Length + between.Length)
            .Where(server => name.StartsWith(server + between, StringComparison.Ordinal))
            .MinBy(server => server.Length)
            is { } shortest
            ? Of(shortest, name[(shortest.Length + between.Length)..])
            : name;

    /// <summary>The servers that a file of settings names in an object; none where it can't be read.</summary>
    public static string[] Servers(string file, string field)
    {
        try
        {
            if (RegularFile.Start(file, FileMax) is not { } bytes)
                return [];
            using var settings = JsonDocument.Parse(bytes, Lenient);
            return
                settings.RootElement.ValueKind == JsonValueKind.Object
                && settings.RootElement.TryGetProperty(field, out var servers)
                && servers.ValueKind == JsonValueKind.Object
                    ? [.. servers.EnumerateObject().Select(server => server.Name)]
                    : [];
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
