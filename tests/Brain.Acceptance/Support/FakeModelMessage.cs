using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Brain.Acceptance;

/// <summary>One answer in the Messages API's own shape, whole or as server-sent events.</summary>
internal sealed record FakeModelMessage(string Model, IReadOnlyList<JsonObject> Content, FakeModelUsage Usage)
{
    private const int PieceMax = 24;

    private readonly string id = $"msg_{Guid.NewGuid():N}";

    public JsonObject Whole => Envelope([.. Content.Select(block => block.DeepClone())], StopReason, Usage.Output);

    private string StopReason => Content.Any(block => (string?)block["type"] == "tool_use") ? "tool_use" : "end_turn";

    public async Task Stream(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        await Send(response, "message_start", new() { ["message"] = Envelope([], null, output: 1) });
        for (var index = 0; index < Content.Count; index++)
            await StreamBlock(response, index, Content[index]);
        var delta = new JsonObject { ["stop_reason"] = StopReason, ["stop_sequence"] = null };
        await Send(response, "message_delta", new() { ["delta"] = delta, ["usage"] = Usage.Json(Usage.Output) });
        await Send(response, "message_stop", []);
    }

    private static async Task StreamBlock(HttpResponse response, int index, JsonObject block)
    {
        var tool = (string?)block["type"] == "tool_use";
        var empty = block.DeepClone().AsObject();
        empty[tool ? "input" : "text"] = tool ? new JsonObject() : "";
        await Send(response, "content_block_start", new() { ["index"] = index, ["content_block"] = empty });
        foreach (var piece in (tool ? block["input"]!.ToJsonString() : (string)block["text"]!).Chunk(PieceMax))
        {
            var delta = new JsonObject
            {
                ["type"] = tool ? "input_json_delta" : "text_delta",
                [tool ? "partial_json" : "text"] = new string(piece),
            };
            await Send(response, "content_block_delta", new() { ["index"] = index, ["delta"] = delta });
        }

        await Send(response, "content_block_stop", new() { ["index"] = index });
    }

    private static Task Send(HttpResponse response, string kind, JsonObject data)
    {
        data["type"] = kind;
        return response.WriteAsync($"event: {kind}\ndata: {data.ToJsonString()}\n\n");
    }

    private JsonObject Envelope(JsonArray content, string? stop, int output) =>
        new()
        {
            ["id"] = id,
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = Model,
            ["content"] = content,
            ["stop_reason"] = stop,
            ["stop_sequence"] = null,
            ["usage"] = Usage.Json(output),
        };
}
