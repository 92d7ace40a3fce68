using System.Text.Json;

namespace Brain.Domain.Sessions;

/// <summary>
/// A record that a program printed for people, over several lines: the first is its opening brace alone, and the last
/// its closing one.
/// </summary>
internal static class PrintedRecord
{
    /// <summary>Whether such a record may begin with this line.</summary>
    public static bool Begins(ReadOnlyMemory<byte> line) => line.Span.Trim(" \t\r"u8) is [(byte)'{'];

    /// <summary>
    /// Its bytes, without the last line break. Null while its end is not there; the first line's when something else
    /// stands where it should go on.
    /// </summary>
    /// <param name="bytes">From the line on with which it begins.</param>
    /// <param name="text">How they are written.</param>
    public static int? Length(ReadOnlyMemory<byte> bytes, TranscriptText text)
    {
        var first = text.LineLength(bytes.Span);
        var utf8 = text.ToUtf8(bytes).Span;
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new(new() { MaxDepth = 512 }));
        try
        {
            while (reader.Read())
            {
                var at = (int)reader.TokenStartIndex;
                // A record of its own at a line's beginning: the one that was begun is torn.
                if (at > 0 && utf8[at..] is [(byte)'{', (byte)'"', ..] && utf8[at - 1] == (byte)'\n')
                    return first;
                if (reader.CurrentDepth > 0 || reader.TokenType != JsonTokenType.EndObject)
                    continue;
                var end = text.Length(utf8[..(int)reader.BytesConsumed]);
                return text.LineLength(bytes.Span[end..]) is >= 0 and var rest ? end + rest : null;
            }
        }
        catch (JsonException)
        {
            return first;
        }

        return null;
    }
}
