using System.Buffers;
using System.Text.Json;

namespace Brain.Domain.Sessions;

/// <summary>
/// The JSON objects of one line. Programs that are killed, or write at the same time, leave several on a line, the
/// beginning of one before a whole one, a byte order mark or NULs: what is whole is taken.
/// </summary>
internal static class TranscriptRecords
{
    // How often the bytes of a line may be read in the search for what is whole.
    private const int ReadingsMax = 8;

    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Those that are whole, in order.</summary>
    /// <param name="line">Without its line break.</param>
    /// <param name="broken">Something else stood there too.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> In(ReadOnlyMemory<byte> line, out bool broken)
    {
        var found = new List<ReadOnlyMemory<byte>>(1);
        broken = false;
        var (at, allowance) = (0, (long)ReadingsMax * line.Length);
        while (at < line.Length && allowance > 0)
        {
            var start = line.Span[at..].IndexOf((byte)'{');
            broken |= !IsBlank(line.Span.Slice(at, start < 0 ? line.Length - at : start));
            if (start < 0)
                break;
            at += start;
            if (Whole(line.Span[at..], out var read))
            {
                found.Add(line.Slice(at, read));
                at += read;
            }
            else
            {
                broken = true;
                at++;
            }

            allowance -= Math.Max(read, 1);
        }

        broken |= at < line.Length && allowance <= 0;
        return found;
    }

    private static bool Whole(ReadOnlySpan<byte> bytes, out int read)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: true, new(Deep));
        try
        {
            reader.Read();
            reader.Skip();
            read = (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            read = (int)reader.BytesConsumed;
            return false;
        }
    }

    // What stands around records and means nothing: blanks, a byte order mark, NULs.
    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(Blank) < 0;

    private static readonly SearchValues<byte> Blank = SearchValues.Create(
        (byte)' ',
        (byte)'\t',
        (byte)'\r',
        (byte)0,
        (byte)0xEF,
        (byte)0xBB,
        (byte)0xBF
    );
}
