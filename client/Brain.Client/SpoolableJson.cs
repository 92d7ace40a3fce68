using System.Buffers;
using System.Text;
using System.Text.Json;
using Brain.Client.Http;
using Brain.Messages.Secrets;

namespace Brain.Client;

/// <summary>
/// An event as it may lie on disk: every string without its secrets, all else as the agent wrote it. What the carrier
/// and the brain go by (which event, which session, which call) has none and stays as it is.
/// </summary>
internal static class SpoolableJson
{
    private const int DepthMax = 512;

    /// <summary>The event's own bytes when there is nothing to take out.</summary>
    internal static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte>? into = null;
        var reader = new Utf8JsonReader(json, new() { MaxDepth = DepthMax });
        var (copied, name) = (0, "");
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = reader.GetString()!;
            if (reader.TokenType != JsonTokenType.String || Clean(ref reader, name) is not { } clean)
                continue;
            into ??= new(json.Length);
            into.Write(json[copied..(int)reader.TokenStartIndex]);
            Write(into, clean);
            copied = (int)reader.BytesConsumed;
        }

        if (into is null)
            return json;
        into.Write(json[copied..]);
        return into.WrittenSpan;
    }

    private static void Write(ArrayBufferWriter<byte> into, string text)
    {
        using var writer = new Utf8JsonWriter(into, new() { Encoder = Unescaped.Instance, SkipValidation = true });
        writer.WriteStringValue(text);
    }

    // Null when it has none.
    private static string? Clean(ref Utf8JsonReader reader, string name)
    {
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a letter: looked through as it is written, escapes and all.
            text = Encoding.UTF8.GetString(reader.ValueSpan);
        }

        var clean = SecretScanner.Redact(text, name);
        return ReferenceEquals(clean, text) ? null : clean;
    }
}
