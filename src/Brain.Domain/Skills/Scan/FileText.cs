using System.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>The text of a file in the encodings that are read: UTF-8, or UTF-16 by its mark or its zeros.</summary>
internal static class FileText
{
    private const int SampleBytes = 4_096;

    /// <summary>Decodes it; null where it is no text.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
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
