using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Brain.Client;

/// <summary>One line of the spool.</summary>
internal static class SpooledEvent
{
    /// <summary>
    /// The event as a line with a line break before and after it: the first is for a file whose last line was torn.
    /// The payload keeps its own bytes; what is not JSON becomes the string <c>text</c>.
    /// </summary>
    internal static ReadOnlySpan<byte> Line(Guid id, DateTimeOffset at, bool hard, ReadOnlySpan<byte> payload)
    {
        var json = IsJson(payload);
        var into = new ArrayBufferWriter<byte>(payload.Length + 256);
        into.Write("\n"u8);
        using (var writer = new Utf8JsonWriter(into, new() { Encoder = Unescaped.Instance, SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteString("at"u8, at);
            writer.WriteBoolean("hard"u8, hard);
            writer.WritePropertyName(json ? "event"u8 : "text"u8);
            if (json)
                writer.WriteRawValue(OnOneLine(payload), skipInputValidation: true);
            else
                writer.WriteStringValue(Encoding.UTF8.GetString(payload));
            writer.WriteEndObject();
        }

        into.Write("\n"u8);
        return into.WrittenSpan;
    }

    private static bool IsJson(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
            }

            return payload.Length > 0 && Utf8.IsValid(payload);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>In JSON a line break can only stand between tokens, where a space says the same.</summary>
    private static ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> json)
    {
        var bytes = json.Trim(" \r\n\t"u8);
        if (bytes.IndexOfAny((byte)'\r', (byte)'\n') < 0)
            return bytes;

        var line = bytes.ToArray();
        line.AsSpan().ReplaceAny(Breaks, (byte)' ');
        return line;
    }

    private static readonly SearchValues<byte> Breaks = SearchValues.Create("\r\n"u8);
}
