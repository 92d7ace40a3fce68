using System.Runtime.InteropServices;
using System.Text.Json;

namespace Brain.Domain.Text;

/// <summary>
/// Reads as much of a JSON string as anybody looks at: an input may hold ten megabytes, and few of them are kept.
/// </summary>
public static class JsonText
{
    // A character takes at most so many bytes of JSON: \u0041.
    private const int BytesPerChar = 6;

    // The longest piece of a character that a cut can leave behind: both halves of one, as escapes.
    private const int TornBytesMax = 2 * BytesPerChar;

    /// <summary>
    /// The string, or the first characters of a longer one: more than <paramref name="max"/>, so that it can be told.
    /// </summary>
    /// <param name="json">A JSON string.</param>
    /// <param name="max">The characters that are needed.</param>
    /// <exception cref="InvalidOperationException">It holds half of a character, and is no text.</exception>
    public static string Start(JsonElement json, int max)
    {
        var raw = JsonMarshal.GetRawUtf8Value(json);
        var end = 1 + ((max + 2) * BytesPerChar);
        if (raw.Length <= end + 1)
            return json.GetString()!;
        Span<byte> piece = [.. raw[..end], (byte)'"'];
        for (var torn = 0; torn < TornBytesMax; torn++)
        {
            if (Read(piece) is { } text)
                return text;
            piece = piece[..^1];
            piece[^1] = (byte)'"';
        }

        return json.GetString()!;
    }

    /// <summary>The string of that name in an object, as <see cref="Start"/> reads it; null for none.</summary>
    public static string? Of(JsonElement? json, string name, int max)
    {
        if (
            json is not { ValueKind: JsonValueKind.Object } all
            || !all.TryGetProperty(name, out var value)
            || value.ValueKind != JsonValueKind.String
        )
            return null;
        try
        {
            return Start(value, max);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: a text that is none. Its raw form still says what was meant.
            return Redaction.Cut(value.GetRawText(), max + 1);
        }
    }

    private static string? Read(ReadOnlySpan<byte> piece)
    {
        try
        {
            var reader = new Utf8JsonReader(piece);
            _ = reader.Read();
            var text = reader.GetString();
            return reader.BytesConsumed == piece.Length ? text : null;
        }
        catch (Exception torn) when (torn is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
