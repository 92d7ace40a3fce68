using System.Text.Json;

namespace Brain.Client.Mcp;

/// <summary>What a bridge has to know of something that the silo said; the rest goes through as it came.</summary>
/// <param name="Bytes">For the client: what was said, an answer with the id of what was asked.</param>
/// <param name="IsAnswer">It ends the request; a notification does not.</param>
internal sealed record McpAnswer(byte[] Bytes, bool IsAnswer)
{
    /// <summary>The revision that was agreed on, where this is the answer that says so; else null.</summary>
    internal string? Agreed { get; private init; }

    /// <summary>The tools that may be called again; null where this is no list of tools.</summary>
    internal string[]? Repeatable { get; private init; }

    /// <summary>How far the request is, where this is a notification that tells it; else null.</summary>
    internal double? Progress { get; private init; }

    /// <summary>Reads it; null when it is no JSON-RPC message.</summary>
    /// <param name="said">What the silo said.</param>
    /// <param name="asked">What it was asked.</param>
    internal static McpAnswer? Read(byte[] said, McpMessage asked)
    {
        try
        {
            using var message = JsonDocument.Parse(said);
            var root = message.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("jsonrpc", out _))
                return null;
            var hasResult = root.TryGetProperty("result", out var result);
            if (!hasResult && !root.TryGetProperty("error", out _))
                return new(said, IsAnswer: false) { Progress = Reached(root) };
            return new(HasId(root, asked.Id) ? said : McpWords.Answer(root, asked.Id!), IsAnswer: true)
            {
                Agreed = asked.Method == "initialize" && hasResult ? McpMessage.Text(result, "protocolVersion") : null,
                Repeatable = asked.Method == "tools/list" ? Names(McpMessage.Child(result, "tools")) : null,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static double? Reached(JsonElement root) =>
        McpMessage.Text(root, "method") == "notifications/progress"
        && McpMessage.Child(McpMessage.Child(root, "params"), "progress") is { ValueKind: JsonValueKind.Number } reached
            ? reached.GetDouble()
            : null;

    private static string[]? Names(JsonElement tools) =>
        tools.ValueKind == JsonValueKind.Array
            ? [.. tools.EnumerateArray().Where(IsRepeatable).Select(tool => McpMessage.Text(tool, "name")!)]
            : null;

    private static bool HasId(JsonElement root, string? id)
    {
        if (id is null)
            return true;
        using var asked = JsonDocument.Parse(id);
        return root.TryGetProperty("id", out var its) && JsonElement.DeepEquals(its, asked.RootElement);
    }

    private static bool IsRepeatable(JsonElement tool)
    {
        var hints = McpMessage.Child(tool, "annotations");
        return McpMessage.Text(tool, "name") is not null && (Is(hints, "readOnlyHint") || Is(hints, "idempotentHint"));
    }

    private static bool Is(JsonElement hints, string name) =>
        McpMessage.Child(hints, name).ValueKind == JsonValueKind.True;
}
