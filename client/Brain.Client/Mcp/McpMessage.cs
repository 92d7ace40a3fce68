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
    private const string ClientKey = "io.modelcontextprotocol/clientInfo";
    private const int HeaderMax = 2_000;

    /// <summary>The resource that is subscribed to, or no longer; null for every other message.</summary>
    internal string? Uri { get; private init; }

    /// <summary>What the client calls itself, where this message says it; else null.</summary>
    internal string? Client { get; private init; }

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
            var isRequest = root.TryGetProperty("id", out var id);
            // A request has a method and an id that can be said again; an answer has a result or an error.
            if (
                isRequest
                && (
                    method is null
                        ? !root.TryGetProperty("result", out _) && !root.TryGetProperty("error", out _)
                        : id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)
                )
            )
                return null;
            var asked = Child(root, "params");
            return new(
                method is not null && isRequest ? id.GetRawText() : null,
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
            )
            {
                Client = Text(
                    method == "initialize" ? Child(asked, "clientInfo") : Child(Child(asked, "_meta"), ClientKey),
                    "name"
                ),
                Uri = method is McpListener.Subscribe or McpListener.Unsubscribe ? Text(asked, "uri") : null,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A request is answered; anything else is only told.</summary>
    internal bool IsRequest => Id is not null;

    /// <summary>
    /// The id of a message that can't be read, or not to its end, as JSON; null when none is found in time.
    /// </summary>
    internal static string? IdOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                    continue;
                if (!reader.ValueTextEquals("id"u8))
                    continue;
                return !reader.Read() ? null
                    : reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan)
                    : reader.TokenType == JsonTokenType.String ? $"\"{Encoding.UTF8.GetString(reader.ValueSpan)}\""
                    : null;
            }
        }
        catch (JsonException)
        {
            // What comes behind is no JSON; nothing was found before it.
        }

        return null;
    }

    /// <summary>The head of the HTTP request that carries it.</summary>
    /// <param name="length">Bytes of the message.</param>
    /// <param name="agreed">The revision that was agreed on at <c>initialize</c>, or null.</param>
    /// <param name="client">What the client calls itself, or null.</param>
    internal byte[] Head(int length, string? agreed, string? client)
    {
        // HTTP/1.0: events come as they are, without chunks, and the end of the answer is the end of the connection.
        var head = new StringBuilder("POST /mcp HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n")
            .Append("Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n")
            .Append("Content-Length: ")
            .Append(length)
            .Append("\r\n");
        Add(head, "MCP-Protocol-Version", Version ?? (Method == "initialize" ? null : agreed));
        if (Method == "initialize")
            Add(head, "Brain-Mcp-Bridge", "stdio");
        Add(head, "Brain-Mcp-Client", client);
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

    internal static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    internal static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
