using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Brain.Benchmarks;

/// <summary>
/// One connection to the silo that stays open, speaking HTTP/1.1 over the Unix socket with nothing in between, as
/// native clients do: it shares the machine with what is measured, so it takes as little of it as it can.
/// </summary>
internal sealed class Door : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _answer = new byte[64 * 1024];

    public Door(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    /// <summary>Posts an event and insists on the whole answer, with status 200.</summary>
    public async Task Post(byte[] payload)
    {
        var head = Encoding.ASCII.GetBytes(
            "POST /hooks/claude-code HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + $"application/json\r\nContent-Length: {payload.Length}\r\n\r\n"
        );
        byte[] request = [.. head, .. payload];
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request.AsMemory(sent));

        var length = 0;
        while (!IsWhole(_answer.AsSpan(0, length)))
        {
            var got = await _socket.ReceiveAsync(_answer.AsMemory(length));
            if (got == 0)
                throw new InvalidOperationException("The silo hung up before it had answered.");
            length += got;
        }

        if (!_answer.AsSpan().StartsWith("HTTP/1.1 200 "u8))
            throw new InvalidOperationException($"The silo answered: {Encoding.UTF8.GetString(_answer, 0, length)}");
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var body = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (body < 4)
            return false;
        var name = "Content-Length: "u8;
        var at = answer[..body].IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(answer[(at + name.Length)..], out int length, out _)
            ? answer.Length >= body + length
            : throw new InvalidOperationException(
                $"The silo answered without a length: {Encoding.UTF8.GetString(answer)}"
            );
    }
}
