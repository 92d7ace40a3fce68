using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brain.Benchmarks;

/// <summary>An HTTP server that answers at once, so that the time is the brain's own.</summary>
internal sealed class InstantServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _type;
    private readonly Func<int, string> _answer;
    private int _requests;

    /// <summary>Begins to listen.</summary>
    /// <param name="type">The content type of every answer.</param>
    /// <param name="answer">What is answered; it is given the request's number, from 1.</param>
    public InstantServer(string type, Func<int, string> answer)
    {
        (_type, _answer) = (type, answer);
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Requests that were answered.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptSocketAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The benchmark is over.
        }
    }

    private async Task Serve(Socket caller)
    {
        using var stream = new NetworkStream(caller, ownsSocket: true);
        var buffer = new byte[256 * 1024];
        var length = 0;
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(length)) is > 0 and var got)
            {
                length += got;
                if (!IsWhole(buffer.AsSpan(0, length)))
                    continue;
                length = 0;
                await stream.WriteAsync(Next());
            }
        }
        catch (IOException)
        {
            // It hung up.
        }
    }

    private byte[] Next()
    {
        var body = _answer(Interlocked.Increment(ref _requests));
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: {_type}\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var text = Encoding.ASCII.GetString(request[..head]);
        var at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return at >= 0
            ? request.Length - head - 4 >= int.Parse(text[(at + 16)..].Split('\r')[0])
            : request.EndsWith("0\r\n\r\n"u8);
    }
}
