using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// Writes an agent's answer: one object, readable letters, for it goes to a terminal and never into a page.
/// </summary>
internal static class AnswerJson
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The object.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var into = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(into, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return into.WrittenMemory;
    }

    /// <summary>A field, where there is something to say.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is { Length: > 0 })
            json.WriteString(name, text);
    }

    /// <summary>Why it is refused, never empty; null where it is not.</summary>
    public static string? Refusal(this SessionAnswer answer) =>
        answer.Decision == AnswerDecision.None ? null
        : answer.ToldReason() is { Length: > 0 } reason ? reason
        : "The brain refuses this.";
}
