using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Brain.Client.Http;

namespace Brain.Client.Mcp;

/// <summary>
/// MCP over stdio, for agents that start their servers: each line goes to the silo's <c>/mcp</c> over the Unix socket,
/// and what comes back goes out a line each. It keeps nothing but the revision that was agreed on, so a silo that is
/// killed and comes back is the same server.
/// </summary>
/// <param name="home">Where the brain is.</param>
/// <param name="input">The client's messages, a line each.</param>
/// <param name="output">Ours.</param>
internal sealed class McpBridge(BrainHome home, Stream input, Stream output)
{
    /// <summary>How long a brain that is down is waited for: it comes back by itself.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long what is on its way is waited for when the client has hung up.</summary>
    internal TimeSpan LastWords { get; init; } = TimeSpan.FromSeconds(5);

    private const int LineMax = 32 * 1024 * 1024;
    private const int HeadMax = 64 * 1024;
    private const int InternalError = -32603;
    private const int ParseError = -32700;

    private readonly ConcurrentDictionary<string, McpExchange> _open = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private volatile string? _agreed;

    /// <summary>Carries until the client hangs up, and then what is on its way.</summary>
    internal void Run()
    {
        var lines = new McpLines(input, LineMax);
        while (lines.Next() is { } line)
        {
            if (line.Length > 0)
                Take(line);
        }

        var until = Environment.TickCount64 + (long)LastWords.TotalMilliseconds;
        foreach (var exchange in _open.Values)
            exchange.Done.Task.Wait((int)Math.Max(0, until - Environment.TickCount64));
    }

    private void Take(byte[] line)
    {
        if (McpMessage.Read(line) is not { } message)
        {
            Write(Fault(null, ParseError, "This line is no JSON-RPC message; nothing was done."));
            return;
        }

        // Over HTTP a request is given up by hanging up.
        if (message.Cancels is { } cancelled)
        {
            if (_open.TryRemove(cancelled, out var given))
                given.GiveUp();
            return;
        }

        var exchange = new McpExchange();
        if (message.Id is { } id)
            _open[id] = exchange;
        new Thread(() => Carry(line, message, exchange)) { IsBackground = true }.Start();
    }

    private void Carry(byte[] line, McpMessage message, McpExchange exchange)
    {
        try
        {
            if (Ask(line, message, exchange) is { } fault && message.Id is { } id && !exchange.IsGivenUp)
                Write(Fault(id, InternalError, fault));
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            // The client is gone; nobody is left to be told.
        }
        finally
        {
            if (message.Id is { } id)
                _open.TryRemove(new(id, exchange));
            exchange.Done.TrySetResult();
        }
    }

    // Null when it was answered, else what to tell.
    private string? Ask(byte[] line, McpMessage message, McpExchange exchange)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (var pause = 20; ; pause = Math.Min(pause * 2, 500))
        {
            var (sent, fault) = Once(line, message, exchange);
            if (fault is null || exchange.IsGivenUp)
                return null;
            if (sent && !message.IsRepeatable)
                return $"the brain went away while it was at work ({fault}), and this is not known to be done. Look "
                    + "before you ask again.";
            if (Environment.TickCount64 > until)
                return $"the brain is down: {fault}. Nothing was done. A person starts it with: brain up";
            Thread.Sleep(pause);
        }
    }

    private (bool Sent, string? Fault) Once(byte[] line, McpMessage message, McpExchange exchange)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var sent = false;
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(home.Socket));
            exchange.Use(socket);
            using var stream = new NetworkStream(socket);
            stream.Write(message.Head(line.Length, _agreed));
            stream.Write(line);
            sent = true;
            return (sent, Pass(stream, message));
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException)
        {
            return (sent, sent ? HttpReader.BrokeOff : "nothing listens on its socket");
        }
    }

    // Null when whatever had to come came.
    private string? Pass(NetworkStream stream, McpMessage message)
    {
        var lines = new McpLines(stream, LineMax);
        if (lines.Next() is not { } first || !first.AsSpan().StartsWith("HTTP/1."u8))
            return HttpReader.HungUp;
        var (events, taken) = (false, first.Length);
        while (lines.Next() is { Length: > 0 } field && (taken += field.Length) < HeadMax)
            events |= Encoding.ASCII.GetString(field) is var text
                && text.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)
                && text.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        return events ? Events(lines, message) : Whole(lines, message);
    }

    private string? Events(McpLines lines, McpMessage message)
    {
        var (data, answered) = (new MemoryStream(), false);
        while (lines.Next() is { } line)
        {
            if (line.AsSpan().StartsWith("data:"u8))
            {
                data.Write(line.AsSpan(line.Length > 5 && line[5] == ' ' ? 6 : 5));
            }
            else if (line.Length == 0 && data.Length > 0)
            {
                var said = data.ToArray();
                answered |= IsAnswer(said, message);
                Write(said);
                data.SetLength(0);
            }
        }

        return answered || !message.IsRequest ? null : HttpReader.BrokeOff;
    }

    private string? Whole(McpLines lines, McpMessage message)
    {
        var body = new MemoryStream();
        while (lines.Next() is { } line)
            body.Write(line);
        if (!message.IsRequest)
            return null;
        var said = body.ToArray();
        if (IsAnswer(said, message))
            Write(said);
        else if (new HttpAnswer(0, said, null).ErrorMessage is { } error)
            Write(Fault(message.Id, InternalError, error));
        else
            return HttpReader.BrokeOff;
        return null;
    }

    private bool IsAnswer(byte[] said, McpMessage message)
    {
        try
        {
            using var answer = JsonDocument.Parse(said);
            var root = answer.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("jsonrpc", out _))
                return false;
            var isResult = root.TryGetProperty("result", out var result);
            if (
                isResult
                && message.Method == "initialize"
                && result.ValueKind == JsonValueKind.Object
                && result.TryGetProperty("protocolVersion", out var version)
            )
                _agreed = version.GetString();
            return isResult || root.TryGetProperty("error", out _);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static byte[] Fault(string? id, int code, string message)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            json.WritePropertyName("id");
            json.WriteRawValue(id ?? "null");
            json.WriteStartObject("error");
            json.WriteNumber("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private void Write(byte[] message)
    {
        lock (_writing)
        {
            output.Write(message);
            output.WriteByte((byte)'\n');
            output.Flush();
        }
    }
}
