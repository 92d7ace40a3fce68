using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brain.Silo.Pipelines;

// As ntfy publishes them: https://docs.ntfy.sh/publish/#publish-as-json and
// https://docs.ntfy.sh/subscribe/api/#json-message-format

/// <summary>A message as it is published.</summary>
internal sealed record NtfyPublished(string Topic, string Title, string Message, int Priority)
{
    public ImmutableArray<string>? Tags { get; init; }

    public string? Click { get; init; }

    /// <summary>
    /// Servers since 2.16 let a message take the place of another that has the same; older ones don't read it.
    /// </summary>
    public required string SequenceId { get; init; }
}

/// <summary>A message, or another event, as a server tells it.</summary>
internal sealed record NtfyMessage
{
    public string? Id { get; init; }

    public string? Event { get; init; }

    public string? Title { get; init; }

    public string? Message { get; init; }

    public string? SequenceId { get; init; }
}

/// <summary>What a server says in place of an answer.</summary>
internal sealed record NtfyError
{
    public int Code { get; init; }

    public string? Error { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(NtfyPublished))]
[JsonSerializable(typeof(NtfyMessage))]
[JsonSerializable(typeof(NtfyError))]
internal sealed partial class NtfyJson : JsonSerializerContext
{
    /// <summary>
    /// Letters as they are: a server takes so many bytes and no more, and an escaped letter has six or twelve.
    /// </summary>
    public static NtfyJson Short { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
