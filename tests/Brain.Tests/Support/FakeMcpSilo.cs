using System.Net.Sockets;
using System.Text;

namespace Brain.Tests.Mcp;

/// <summary>
/// A silo's socket that says what the test wants, or hangs up: what a real one does in a moment that no test can hit.
/// </summary>
internal sealed class FakeMcpSilo : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<string, string?> _answer;
    private readonly List<string> _heard = [];

    /// <param name="answer">By the message that was heard: the answer's head and body; null to hang up.</param>
    public FakeMcpSilo(Func<string, string?> answer)
    {
        _answer = answer;
        _socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Home, "brain.sock")));
        _socket.Listen();
        _ = Serve();
    }

    public string Home { get; } = Directory.CreateTempSubdirectory("brain").FullName;

    /// <summary>Every message so far.</summary>
    public string[] Heard
    {
        get
        {
            lock (_heard)
                return [.. _heard];
        }
    }

    /// <summary>An answer as JSON.</summary>
    public static string Json(string body, int status = 200) =>
        $"HTTP/1.1 {status} Any\r\nContent-Type: application/json\r\n\r\n{body}";

    /// <summary>An answer as events.</summary>
    public static string Events(params string[] messages) =>
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        + string.Concat(messages.Select(one => $"event: message\ndata: {one}\n\n"));

    public void Dispose()
    {
        _socket.Dispose();
        Directory.Delete(Home, recursive: true);
    }

    private async Task Serve()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync();
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                return;
            }

            using var stream = new NetworkStream(client, ownsSocket: true);
            var message = await Message(stream);
            lock (_heard)
                _heard.Add(message);
            if (_answer(message) is { } answer)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
    }

    private static async Task<string> Message(NetworkStream stream)
    {
        var (bytes, buffer) = (new MemoryStream(), new byte[16 * 1024]);
        while (true)
        {
            var got = await stream.ReadAsync(buffer);
            bytes.Write(buffer, 0, got);
            var text = Encoding.UTF8.GetString(bytes.ToArray());
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (got == 0)
                return text;
            if (head < 0)
                continue;
            var length = text[..head]
                .Split("\r\n")
                .First(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
            if (Encoding.UTF8.GetByteCount(text[(head + 4)..]) >= int.Parse(length["Content-Length: ".Length..]))
                return text[(head + 4)..];
        }
    }
}
