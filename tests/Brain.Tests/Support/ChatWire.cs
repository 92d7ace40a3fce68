using System.Text.Json;
using Brain.Models.Chat;

namespace Brain.Tests.Chat;

/// <summary>
/// A scene in a provider's wire format. Anthropic: server-sent events with names, usage at both ends. OpenAI:
/// server-sent chunks, one for the usage, and <c>[DONE]</c>. Ollama: a JSON object a line, the last with the counts.
/// Source: the three providers' API references.
/// </summary>
internal sealed class ChatWire(ChatProvider provider, ChatScene scene)
{
    private const string Model = "some-model-0815";

    public IEnumerable<string> Frames() =>
        scene switch
        {
            { Raw: { } raw } => [raw],
            { Status: not 200 } => [Error()],
            _ => provider switch
            {
                ChatProvider.Anthropic => Anthropic(),
                ChatProvider.OpenAI => OpenAI(),
                _ => Ollama(),
            },
        };

    private string Error() =>
        Text(
            provider switch
            {
                ChatProvider.Anthropic => new
                {
                    type = "error",
                    error = new { type = scene.Error ?? "some_error", message = scene.Message },
                    request_id = "req_0815",
                },
                ChatProvider.OpenAI => new
                {
                    error = new
                    {
                        message = scene.Message,
                        type = "some_error",
                        param = (string?)null,
                        code = scene.Error,
                    },
                },
                _ => new { error = scene.Error is null ? scene.Message : $"{scene.Error}: {scene.Message}" },
            }
        );

    private IEnumerable<string> Anthropic()
    {
        yield return Event(
            "message_start",
            new
            {
                message = new
                {
                    id = "msg_0815",
                    type = "message",
                    role = "assistant",
                    model = Model,
                    content = Array.Empty<object>(),
                    stop_reason = (string?)null,
                    stop_sequence = (string?)null,
                    usage = new
                    {
                        input_tokens = scene.TokensIn - 20,
                        cache_creation_input_tokens = 5,
                        cache_read_input_tokens = 15,
                        output_tokens = 1,
                    },
                },
            }
        );
        yield return Event("content_block_start", new { index = 0, content_block = new { type = "text", text = "" } });
        yield return Event("ping", new { });
        foreach (var piece in scene.Pieces)
            yield return Event(
                "content_block_delta",
                new { index = 0, delta = new { type = "text_delta", text = piece } }
            );
        if (scene.Error is not null)
            yield return Event("error", new { error = new { type = scene.Error, message = scene.Message } });
        if (scene.Ending != ChatEnding.Whole || scene.Error is not null)
            yield break;

        yield return Event("content_block_stop", new { index = 0 });
        var reason = scene.Stop switch
        {
            ChatStop.Length => "max_tokens",
            ChatStop.FullContext => "model_context_window_exceeded",
            ChatStop.Refusal => "refusal",
            _ => "end_turn",
        };
        yield return Event(
            "message_delta",
            new
            {
                delta = new { stop_reason = reason, stop_sequence = (string?)null },
                usage = new { output_tokens = scene.TokensOut },
            }
        );
        yield return Event("message_stop", new { });
    }

    private IEnumerable<string> OpenAI()
    {
        yield return Chunk(
            new
            {
                role = "assistant",
                content = "",
                refusal = (string?)null,
            },
            finish: null
        );
        foreach (var piece in scene.Pieces)
            yield return Chunk(new { content = piece }, finish: null);
        if (scene.Error is not null)
            yield return $"data: {Error()}\n\n";
        if (scene.Ending != ChatEnding.Whole || scene.Error is not null)
            yield break;

        yield return Chunk(
            new { },
            scene.Stop switch
            {
                ChatStop.Refusal => "content_filter",
                ChatStop.Done => "stop",
                _ => "length",
            }
        );
        yield return Chunk(delta: null, finish: null);
        yield return "data: [DONE]\n\n";
    }

    private IEnumerable<string> Ollama()
    {
        foreach (var piece in scene.Pieces)
            yield return Line(
                new
                {
                    model = Model,
                    created_at = "2026-11-22T10:00:00.123456789Z",
                    message = new { role = "assistant", content = piece },
                    done = false,
                }
            );
        if (scene.Error is not null)
            yield return Line(new { error = scene.Message });
        if (scene.Ending != ChatEnding.Whole || scene.Error is not null)
            yield break;

        yield return Line(
            new
            {
                model = Model,
                created_at = "2026-11-22T10:00:01.123456789Z",
                message = new { role = "assistant", content = "" },
                done_reason = scene.Stop == ChatStop.Done ? "stop" : "length",
                done = true,
                total_duration = 4_883_583_458,
                load_duration = 1_334_875,
                prompt_eval_count = scene.TokensIn,
                prompt_eval_duration = 342_546_000,
                eval_count = scene.TokensOut,
                eval_duration = 4_535_599_000,
            }
        );
    }

    // The chunk without a delta is the one that holds the usage and no choice.
    private string Chunk(object? delta, string? finish) =>
        $"data: {Text(new
        {
            id = "chatcmpl-0815",
            @object = "chat.completion.chunk",
            created = 1_790_000_000,
            model = Model,
            choices = delta is null
                ? []
                : new object[]
                {
                    new
                    {
                        index = 0,
                        delta,
                        logprobs = (string?)null,
                        finish_reason = finish,
                    },
                },
            usage = delta is not null
                ? null
                : new
                {
                    prompt_tokens = scene.TokensIn,
                    completion_tokens = scene.TokensOut,
                    total_tokens = scene.TokensIn + scene.TokensOut,
                },
        })}\n\n";

    private static string Event(string kind, object data)
    {
        var json = JsonSerializer.SerializeToNode(data, Unescaped)!.AsObject();
        json.Insert(0, "type", kind);
        return $"event: {kind}\ndata: {json.ToJsonString(Unescaped)}\n\n";
    }

    private static string Line(object data) => Text(data) + "\n";

    private static string Text(object data) => JsonSerializer.Serialize(data, Unescaped);

    // The providers send letters as they are; so does this, or cutting them in two would be no test.
    private static readonly JsonSerializerOptions Unescaped = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
