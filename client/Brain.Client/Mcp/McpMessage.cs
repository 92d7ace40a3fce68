using System.Text;
using System.Text.Json;

namespace Brain.Client.Mcp;

/// <summary>What a bridge has to know of one JSON-RPC message; the rest goes through as it came.</summary>
/// <param name="Id">The request's id as JSON; null for a notification or an answer.</param>
/// <param name="Method">What is asked; null for an answer.</param>
/// <param name="Version">The protocol's revision that the message names itself, or null.</param>
/// <param name="Name">The tool, prompt or address that is asked for, or null.</param>
/// <param name="Cancels">The id of the request that is given up, as JSON; null for every other message.</param>
internal sealed record McpMessage(string? Id, string? Method, string? Version, string? Name, string? Cancels)
{
    private const string VersionKey = "io.modelcontextprotocol/protocolVersion";
    private const int HeaderMax = 2_000;

    /// <summary>Reads one line; null when it is no JSON-RPC message.</summary>
    internal static McpMessage? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var message = JsonDocument.Parse(line);
            var root = message.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            var method = Text(root, "method");
            var asked = Child(root, "params");
            return new(
                method is not null && root.TryGetProperty("id", out var id) ? id.GetRawText() : null,
                method,
                Text(Child(asked, "_meta"), VersionKey),
                method switch
                {
                    "tools/call" or "prompts/get" => Text(asked, "name"),
                    "resources/read" => Text(asked, "uri"),
                    _ => null,
                },
                method == "notifications/cancelled"
                && asked.ValueKind == JsonValueKind.Object
                && asked.TryGetProperty("requestId", out var cancelled)
                    ? cancelled.GetRawText()
                    : null
            );
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A request is answered; anything else is only told.</summary>
    internal bool IsRequest => Id is not null;

    /// <summary>Asked again it does the same.</summary>
    internal bool IsRepeatable => Method != "tools/call";

    /// <summary>The head of the HTTP request that carries it.</summary>
    /// <param name="length">Bytes of the message.</param>
    /// <param name="agreed">The revision that was agreed on at <c>initialize</c>, or null.</param>
    internal byte[] Head(int length, string? agreed)
    {
        // HTTP/1.0: events come as they are, without chunks, and the end of the answer is the end of the connection.
        var head = new StringBuilder("POST /mcp HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n")
            .Append("Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n")
            .Append("Content-Length: ")
            .Append(length)
            .Append("\r\n");
        Add(head, "MCP-Protocol-Version", Version ?? (Method == "initialize" ? null : agreed));
        Add(head, "Mcp-Method", Method);
        Add(head, "Mcp-Name", Name);
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    // A value that no header can hold goes as base64, marked as such by the protocol's own sign.
    private static void Add(StringBuilder head, string name, string? value)
    {
        if (value is null || value.Length > HeaderMax)
            return;
        var plain =
            value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
            && value.AsSpan().Trim().Length == value.Length
            && !value.StartsWith("=?base64?", StringComparison.Ordinal);
        head.Append(name)
            .Append(": ")
            .Append(plain ? value : $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=")
            .Append("\r\n");
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
