using System.Text;
using System.Text.Json.Serialization;

namespace Brain.Domain.Sessions;

/// <summary>How a transcript's characters are written. The names are stored: add, never rename.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TranscriptText>))]
public enum TranscriptText
{
    /// <summary>As agents write it.</summary>
    Utf8,

    /// <summary>Two bytes, the smaller first: what some shells write when they copy a file.</summary>
    Utf16LittleEndian,

    /// <summary>Two bytes, the larger first.</summary>
    Utf16BigEndian,
}

/// <summary>Lines of each encoding.</summary>
public static class TranscriptEncoding
{
    /// <summary>The encoding that a file's first bytes tell, and how many of them are no text.</summary>
    public static (TranscriptText Text, int Mark) Of(ReadOnlySpan<byte> first) =>
        first switch
        {
            [0xFF, 0xFE, ..] => (TranscriptText.Utf16LittleEndian, 2),
            [0xFE, 0xFF, ..] => (TranscriptText.Utf16BigEndian, 2),
            // Without a mark: a record begins with a brace and a quote.
            [(byte)'{', 0, (byte)'"', 0, ..] => (TranscriptText.Utf16LittleEndian, 0),
            [0, (byte)'{', 0, (byte)'"', ..] => (TranscriptText.Utf16BigEndian, 0),
            _ => (TranscriptText.Utf8, 0),
        };

    /// <summary>Bytes of one unit; a line break is one.</summary>
    public static int Unit(this TranscriptText text) => text == TranscriptText.Utf8 ? 1 : 2;

    /// <summary>Bytes of the first line, without its line break; -1 when it has none.</summary>
    public static int LineLength(this TranscriptText text, ReadOnlySpan<byte> bytes)
    {
        if (text == TranscriptText.Utf8)
            return bytes.IndexOf((byte)'\n');
        ReadOnlySpan<byte> ending = text == TranscriptText.Utf16LittleEndian ? [(byte)'\n', 0] : [0, (byte)'\n'];
        for (var at = 0; bytes[at..].IndexOf(ending) is >= 0 and var found;)
        {
            at += found;
            // Two halves of two characters look the same.
            if (at % 2 == 0)
                return at;
            at++;
        }

        return -1;
    }

    /// <summary>Whether what was read up to some place is a whole line, by its last bytes.</summary>
    public static bool EndsALine(this TranscriptText text, ReadOnlySpan<byte> last) =>
        text switch
        {
            TranscriptText.Utf16LittleEndian => last is [.., (byte)'\n', 0],
            TranscriptText.Utf16BigEndian => last is [.., 0, (byte)'\n'],
            _ => last is [.., (byte)'\n'],
        };

    /// <summary>The same as UTF-8; a half of a character at the end is left out.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(this TranscriptText text, ReadOnlyMemory<byte> line) =>
        text switch
        {
            TranscriptText.Utf16LittleEndian => Converted(Encoding.Unicode, line),
            TranscriptText.Utf16BigEndian => Converted(Encoding.BigEndianUnicode, line),
            _ => line,
        };

    /// <summary>Bytes of a text that was UTF-8 in this encoding.</summary>
    public static int Length(this TranscriptText text, ReadOnlySpan<byte> utf8) =>
        text == TranscriptText.Utf8 ? utf8.Length : Encoding.UTF8.GetCharCount(utf8) * text.Unit();

    private static byte[] Converted(Encoding from, ReadOnlyMemory<byte> line) =>
        Encoding.UTF8.GetBytes(from.GetString(line.Span[..(line.Length & ~1)]));
}
