using System.Text.Json;

namespace Brain.Client.Mcp;

/// <summary>What the bridge itself says to its client, as JSON-RPC messages. An id is JSON, as it was sent.</summary>
internal static class McpWords
{
    internal const int ResourceNotFound = -32002;
    internal const int InvalidRequest = -32600;
    internal const int InvalidParams = -32602;
    internal const int InternalError = -32603;
    internal const int ParseError = -32700;

    /// <summary>An error, by the protocol's own form.</summary>
    internal static byte[] Error(string? id, int code, string message) =>
        Message(json =>
        {
            Id(json, id);
            json.WriteStartObject("error");
            json.WriteNumber("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
        });

    /// <summary>
    /// Why nothing, or nothing that is known, came of a request: of a tool's call as the tool's answer, for that is
    /// what clients show to their model.
    /// </summary>
    internal static byte[] Fault(McpMessage asked, string message) =>
        asked.Method != "tools/call"
            ? Error(asked.Id, InternalError, message)
            : Message(json =>
            {
                Id(json, asked.Id);
                json.WriteStartObject("result");
                json.WriteStartArray("content");
                json.WriteStartObject();
                json.WriteString("type", "text");
                json.WriteString("text", message);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteBoolean("isError", true);
                // The revision that messages name themselves also wants to be told that there is no more to come.
                if (asked.Version is not null)
                    json.WriteString("resultType", "complete");
                json.WriteEndObject();
            });

    /// <summary>It was done, and there is nothing to say.</summary>
    internal static byte[] Done(string? id) =>
        Message(json =>
        {
            Id(json, id);
            json.WriteStartObject("result");
            json.WriteEndObject();
        });

    /// <summary>A resource changed.</summary>
    /// <param name="uri">Which.</param>
    /// <param name="subscription">Of which subscription, or null where the revision has one for all.</param>
    internal static byte[] Updated(string uri, string? subscription) =>
        Message(json =>
        {
            json.WriteString("method", McpListener.Updated);
            json.WriteStartObject("params");
            if (subscription is not null)
            {
                json.WriteStartObject("_meta");
                json.WritePropertyName("io.modelcontextprotocol/subscriptionId");
                json.WriteRawValue(subscription);
                json.WriteEndObject();
            }

            json.WriteString("uri", uri);
            json.WriteEndObject();
        });

    /// <summary>Asks the silo to tell of one resource, in the revision that can.</summary>
    internal static byte[] Listen(string uri) =>
        Message(json =>
        {
            json.WriteString("id", "brain-mcp");
            json.WriteString("method", McpListener.Listen);
            json.WriteStartObject("params");
            json.WriteStartObject("_meta");
            json.WriteString("io.modelcontextprotocol/protocolVersion", "2026-07-28");
            json.WriteStartObject("io.modelcontextprotocol/clientInfo");
            json.WriteString("name", "brain mcp");
            json.WriteString("version", "1");
            json.WriteEndObject();
            json.WriteStartObject("io.modelcontextprotocol/clientCapabilities");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("notifications");
            json.WriteStartArray("resourceSubscriptions");
            json.WriteStringValue(uri);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });

    /// <summary>An answer, with the id of what was asked.</summary>
    internal static byte[] Answer(JsonElement said, string id) =>
        Message(json =>
        {
            Id(json, id);
            foreach (var part in said.EnumerateObject().Where(part => part.Name is not ("jsonrpc" or "id")))
                part.WriteTo(json);
        });

    private static void Id(Utf8JsonWriter json, string? id)
    {
        json.WritePropertyName("id");
        json.WriteRawValue(id ?? "null");
    }

    private static byte[] Message(Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            write(json);
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
