using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What one line of a transcript says about usage.</summary>
/// <param name="Entry">What was used, when the line is a model's answer.</param>
/// <param name="Prompt">The prompt that it names.</param>
/// <param name="Unreadable">It is broken, or an answer that does not say what an answer says.</param>
internal readonly record struct TranscriptLine(UsageEntry? Entry, Guid? Prompt, bool Unreadable)
{
    public static readonly TranscriptLine Nothing = new(null, null, false);
    public static readonly TranscriptLine Broken = new(null, null, true);

    private const int IdMax = 200;

    // What Claude Code writes itself, as an answer of no model: an error of the API, for one.
    private const string Synthetic = "<synthetic>";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static TranscriptLine Read(ReadOnlyMemory<byte> line)
    {
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            return Nothing;
        try
        {
            using var document = JsonDocument.Parse(line, Deep);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(document.RootElement) : Broken;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: half a surrogate pair in an escape, which only shows when the text is wanted.
            return Broken;
        }
    }

    private static TranscriptLine Of(JsonElement root)
    {
        Guid? prompt = Guid.TryParse(Text(root, "promptId"), out var id) ? id : null;
        if (
            Text(root, "type") != "assistant"
            || !Object(root, "message", out var message)
            || !Object(message, "usage", out var usage)
        )
            return new(null, prompt, false);
        var model = Text(message, "model");
        if (model == Synthetic)
            return new(null, prompt, false);
        var entry = Used(root, message, model, usage);
        return new(entry, prompt, entry is null);
    }

    private static UsageEntry? Used(JsonElement root, JsonElement message, string? model, JsonElement usage)
    {
        var said = Text(message, "id") ?? Text(root, "uuid");
        var request = Text(root, "requestId");
        var agent = Text(root, "agentId");
        if (
            !IsName(said)
            || !IsName(model)
            || request?.Length > IdMax
            || agent?.Length > IdMax
            || !DateTimeOffset.TryParse(
                Text(root, "timestamp"),
                null,
                System.Globalization.DateTimeStyles.AssumeUniversal,
                out var at
            )
        )
            return null;

        var (input, output) = (Tokens(usage, "input_tokens"), Tokens(usage, "output_tokens"));
        var (read, written) = (Tokens(usage, "cache_read_input_tokens"), Tokens(usage, "cache_creation_input_tokens"));
        var kept = Object(usage, "cache_creation", out var parts);
        var (minutes, hour) = kept
            ? (Tokens(parts, "ephemeral_5m_input_tokens"), Tokens(parts, "ephemeral_1h_input_tokens"))
            : (0, 0);
        if (input < 0 || output < 0 || read < 0 || written < 0 || minutes < 0 || hour < 0)
            return null;
        return new()
        {
            MessageId = said,
            RequestId = request,
            Model = model,
            Sidechain = root.TryGetProperty("isSidechain", out var side) && side.ValueKind == JsonValueKind.True,
            AgentId = agent,
            At = at.ToUniversalTime(),
            Fast = Text(usage, "speed") == "fast",
            Input = input,
            Output = output,
            CacheRead = read,
            // Older versions name only the sum, and five minutes is what they asked for.
            CacheWrite5m = Math.Max(minutes, written - hour),
            CacheWrite1h = hour,
        };
    }

    // -1 for what is no believable number; a kind that is not named, or null, is none.
    private static long Tokens(JsonElement usage, string name)
    {
        if (!usage.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return 0;
        return
            value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var tokens)
            && tokens is >= 0 and <= UsageEntry.TokensMax
            ? tokens
            : -1;
    }

    private static bool IsName([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= IdMax };

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static bool Object(JsonElement parent, string name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
}
