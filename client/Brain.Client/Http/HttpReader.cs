using System.Buffers.Text;
using System.Text;

namespace Brain.Client.Http;

/// <summary>Reads an HTTP/1 answer out of the bytes that have come so far.</summary>
internal static class HttpReader
{
    /// <summary>It closed the connection and said nothing.</summary>
    internal const string HungUp = "it hung up without an answer";

    /// <summary>It closed the connection before its answer was whole.</summary>
    internal const string BrokeOff = "its answer broke off";

    /// <summary>The longest that an answer may ask to be waited for.</summary>
    internal const int WaitMsMax = 660_000;

    private const int StatusOffset = 9;

    /// <summary>False when more bytes must come first.</summary>
    internal static bool TryRead(Memory<byte> bytes, bool ended, out HttpAnswer answer)
    {
        var head = bytes.Span.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return Broken(ended, bytes.Length == 0 ? HungUp : BrokeOff, out answer);

        var lines = bytes.Span[..(head + 2)];
        if (
            !lines.StartsWith("HTTP/1."u8)
            || lines.Length < StatusOffset + 3
            || !Utf8Parser.TryParse(lines[StatusOffset..], out int status, out _)
        )
            return Broken(true, "its answer was not HTTP", out answer);

        var body = bytes[(head + 4)..];
        if (Ascii.EqualsIgnoreCase(Field(lines, "Transfer-Encoding"u8), "chunked"u8))
            return Chunked(status, body, ended, out answer);
        if (!Utf8Parser.TryParse(Field(lines, "Content-Length"u8), out int length, out _))
            length =
                status == 204 ? 0
                : ended ? body.Length
                : int.MaxValue;
        if (body.Length < length)
            return Broken(ended, BrokeOff, out answer);

        answer = new(status, body[..length], null);
        return true;
    }

    /// <summary>
    /// How much longer the answer may take, in milliseconds from now; null when its head is not there or says nothing
    /// of it.
    /// </summary>
    internal static int? WaitMs(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        return
            head >= 0
            && Utf8Parser.TryParse(Field(bytes[..(head + 2)], "Brain-Wait"u8), out int ms, out _)
            && ms is > 0 and <= WaitMsMax
            ? ms
            : null;
    }

    private static bool Chunked(int status, Memory<byte> body, bool ended, out HttpAnswer answer)
    {
        var decoded = new byte[body.Length];
        var (from, to) = (0, 0);
        while (
            body.Span[from..].IndexOf("\r\n"u8) is var line and >= 0
            && Utf8Parser.TryParse(body.Span[from..(from + line)], out int size, out _, 'x')
            && size >= 0
            && size <= body.Length - from - line - 4
        )
        {
            if (size == 0)
            {
                answer = new(status, decoded.AsMemory(0, to), null);
                return true;
            }

            from += line + 2;
            body.Slice(from, size).CopyTo(decoded.AsMemory(to));
            to += size;
            from += size + 2;
        }

        return Broken(ended, BrokeOff, out answer);
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> name)
    {
        while (lines.IndexOf("\r\n"u8) is var end and >= 0)
        {
            var line = lines[..end];
            if (
                line.Length > name.Length
                && line[name.Length] == ':'
                && Ascii.EqualsIgnoreCase(line[..name.Length], name)
            )
                return line[(name.Length + 1)..].TrimStart((byte)' ');
            lines = lines[(end + 2)..];
        }

        return default;
    }

    private static bool Broken(bool now, string why, out HttpAnswer answer)
    {
        answer = now ? HttpAnswer.Failed(why) : default;
        return now;
    }
}
