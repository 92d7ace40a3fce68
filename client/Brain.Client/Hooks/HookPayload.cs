using System.Text;
using Brain.Client.Agents;

namespace Brain.Client.Hooks;

/// <summary>
/// What an agent put on our stdin, with room left before it: the request's head is written there, so head and body
/// leave in one write and nothing is copied.
/// </summary>
internal sealed class HookPayload
{
    /// <summary>The most bytes of one event.</summary>
    internal const int BytesMax = 32 * 1024 * 1024;

    private const int HeadBytesMax = 12 * 1024;
    private const int FirstBytes = 64 * 1024;
    private const int SilenceMs = 3000;

    private byte[] _buffer = new byte[HeadBytesMax + FirstBytes];
    private int _length;
    private ObjectEnd _end = new();

    private HookPayload() { }

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(HeadBytesMax, _length);

    /// <summary>More came than one event may have; what is here is only its start.</summary>
    internal bool TooLong => _length > BytesMax;

    /// <summary>The event's object was begun and not ended: it is a part of one.</summary>
    internal bool IsCut => _end is { Begun: true, Reached: false, Broken: false };

    /// <summary>
    /// Reads a file descriptor to the event's closing brace; what is no event is read to its end, or until nothing has
    /// come for 3 s. A wrapper may leave the pipe open.
    /// </summary>
    internal static unsafe HookPayload Read(int file, int silenceMs = SilenceMs)
    {
        var payload = new HookPayload();
        while (
            !payload.TooLong
            && !payload._end.Reached
            && Posix.Await(file, Posix.Readable, Environment.TickCount64 + silenceMs)
        )
        {
            var start = HeadBytesMax + payload._length;
            if (start == payload._buffer.Length)
                Array.Resize(ref payload._buffer, start * 2);

            nint got;
            fixed (byte* first = payload._buffer)
                got = Posix.Read(file, first + start, (nuint)(payload._buffer.Length - start));
            if (got > 0)
            {
                payload._length += (int)got;
                payload.LookForTheEnd();
            }
            else if (got == 0 || Posix.Error is not (Posix.Interrupted or Posix.TryAgain))
                break;
        }

        return payload;
    }

    internal static HookPayload Of(ReadOnlySpan<byte> bytes)
    {
        var payload = new HookPayload { _buffer = new byte[HeadBytesMax + bytes.Length], _length = bytes.Length };
        bytes.CopyTo(payload._buffer.AsSpan(HeadBytesMax));
        payload.LookForTheEnd();
        return payload;
    }

    // What a wrapper says behind the event is not of it.
    private void LookForTheEnd()
    {
        _end = _end.After(Bytes);
        if (_end.Reached)
            _length = _end.Length;
    }

    /// <summary>The whole HTTP request that carries this event.</summary>
    /// <param name="hard">The hook was installed to fail closed.</param>
    /// <param name="headers">Lines of the head, each with its line end.</param>
    /// <param name="route">Where the agent's hooks are delivered to; the first one's when null.</param>
    internal ReadOnlySpan<byte> AsRequest(bool hard, string headers, string? route = null)
    {
        var head =
            $"POST /{route ?? HookAgent.First.Known.Route} HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\n"
            + (hard ? "Brain-Hard: 1\r\n" : "")
            + headers
            + "Connection: close\r\nContent-Length: "
            + _length.ToString()
            + "\r\n\r\n";
        var start = HeadBytesMax - head.Length;
        Encoding.ASCII.GetBytes(head, _buffer.AsSpan(start));
        return _buffer.AsSpan(start, head.Length + _length);
    }
}
