using System.Text;

namespace Brain.Messages.Text;

/// <summary>The mark with which some editors begin a file to say that it is UTF-8; JSON has none.</summary>
public static class ByteOrderMark
{
    /// <summary>A file's bytes without it.</summary>
    public static byte[] Without(byte[] text) =>
        text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
}
