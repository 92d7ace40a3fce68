using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Brain.Tests.Client;

/// <summary>Something that listens where a brain would and answers what a test says.</summary>
public sealed class FakeBrainSocket : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<ReceivedRequest, string?> _answer;
    private readonly string _head;

    /// <param name="home">Its folder.</param>
    /// <param name="answer">Status and body, such as <c>200 {}</c>; null for no answer at all.</param>
    /// <param name="head">Headers of each answer beside its length, each with its line's end.</param>
    public FakeBrainSocket(string home, Func<ReceivedRequest, string?> answer, string head = "")
    {
        _answer = answer;
        _head = head;
        File.Delete($"{home}/brain.sock");
        _listener.Bind(new UnixDomainSocketEndPoint($"{home}/brain.sock"));
        _listener.Listen(512);
        new Thread(Accept) { IsBackground = true }.Start();
    }

    /// <summary>Every request, in the order they were read.</summary>
    public ConcurrentQueue<ReceivedRequest> All { get; } = new();

    /// <summary>The field <c>n</c> of every event.</summary>
    public int[] Numbers => [.. All.Select(received => received.Number)];

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var caller = _listener.Accept();
                new Thread(() => Serve(caller)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Serve(Socket caller)
    {
        using var stream = new NetworkStream(caller, ownsSocket: true);
        try
        {
            var received = Read(stream);
            All.Enqueue(received);
            if (_answer(received) is not { } answer)
            {
                Thread.Sleep(Timeout.Infinite);
                return;
            }

            var body = answer[4..];
            stream.Write(
                Encoding.UTF8.GetBytes(
                    $"HTTP/1.1 {answer[..3]} X\r\n{_head}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n"
                        + body
                )
            );
        }
        catch (IOException)
        {
            // The caller gave up.
        }
    }

    private static ReceivedRequest Read(NetworkStream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)reader.ReadByte());
        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines
            .Skip(1)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"));
        return new(lines[0], headers, Encoding.UTF8.GetString(reader.ReadBytes(length)));
    }
}

/// <summary>One request.</summary>
public sealed record ReceivedRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public int Number => JsonNode.Parse(Body)?["n"]?.GetValue<int>() ?? -1;

    public string? Id => Headers.GetValueOrDefault("Brain-Event-Id");
}
