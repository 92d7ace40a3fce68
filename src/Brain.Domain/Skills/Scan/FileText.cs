using System.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>
/// The text of a file in the encodings that are read: UTF-8, or UTF-16 by its mark or its zeros. A mark and zeros prove
/// nothing: a shell reads on behind both, so such a file has a second text.
/// </summary>
internal static class FileText
{
    private const int SampleBytes = 4_096;

    private static ReadOnlySpan<byte> LittleMark => [0xFF, 0xFE];

    private static ReadOnlySpan<byte> BigMark => [0xFE, 0xFF];

    /// <summary>As a shell takes it, whatever its mark and zeros say; null where it has neither.</summary>
    public static string? AsAShellReads(ReadOnlySpan<byte> bytes)
    {
        var isMarked = bytes.StartsWith(LittleMark) || bytes.StartsWith(BigMark);
        return isMarked || bytes.Contains((byte)0)
            ? Encoding.UTF8.GetString(isMarked ? bytes[2..] : bytes).Replace("\0", "", StringComparison.Ordinal)
            : null;
    }

    /// <summary>Decodes it; null where it is no text.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(LittleMark))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith(BigMark))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        var sample = bytes[..Math.Min(bytes.Length, SampleBytes)];
        if (!bytes.Contains((byte)0))
            return Encoding.UTF8.GetString(bytes);
        var (even, odd) = (0, 0);
        for (var at = 0; at < sample.Length; at++)
        {
            if (sample[at] == 0 && at % 2 == 0)
                even++;
            else if (sample[at] == 0)
                odd++;
        }

        // Latin letters in UTF-16 have a zero beside each.
        var half = sample.Length / 2;
        return odd > half * 3 / 4 && even < half / 4 ? Encoding.Unicode.GetString(bytes)
            : even > half * 3 / 4 && odd < half / 4 ? Encoding.BigEndianUnicode.GetString(bytes)
            : null;
    }
}
