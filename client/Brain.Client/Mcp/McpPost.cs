using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Brain.Client.Http;

namespace Brain.Client.Mcp;

/// <summary>One message on its way to the silo, and what comes back: a POST over the Unix socket.</summary>
/// <param name="home">Where the brain is.</param>
/// <param name="line">The message.</param>
/// <param name="message">The same, as it was read.</param>
/// <param name="exchange">By which it is given up.</param>
internal sealed class McpPost(BrainHome home, byte[] line, McpMessage message, McpExchange exchange)
{
    /// <summary>The most bytes of one message, in either direction; the silo takes as many.</summary>
    internal const int LineMax = 32 * 1024 * 1024;

    private const int HeadMax = 64 * 1024;
    private const int StatusOffset = 9;

    /// <summary>What the client calls itself, or null.</summary>
    internal string? Client { get; init; }

    /// <summary>The silo has all of it, so it may have begun.</summary>
    internal bool IsSent { get; private set; }

    /// <summary>The silo answered that it does not take it, so it has not begun.</summary>
    internal bool IsRefused { get; private set; }

    /// <summary>Sends it, and hands over what is said until the answer is there.</summary>
    /// <param name="agreed">The revision that was agreed on at <c>initialize</c>, or null.</param>
    /// <param name="hear">Takes one message, and says whether it is the answer.</param>
    /// <returns>Null when whatever had to come came, else why it did not.</returns>
    internal string? Send(string? agreed, Func<byte[], bool> hear)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        (IsSent, IsRefused) = (false, false);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(home.Socket));
            exchange.Use(socket);
            using var stream = new NetworkStream(socket);
            stream.Write(message.Head(line.Length, agreed, Client));
            stream.Write(line);
            IsSent = true;
            return Pass(stream, hear);
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException)
        {
            return IsSent ? HttpReader.BrokeOff
                : socket.Connected ? "it hung up before it had all of the message"
                : "nothing listens on its socket";
        }
    }

    private string? Pass(NetworkStream stream, Func<byte[], bool> hear)
    {
        var lines = new McpLines(stream, LineMax);
        if (lines.Next() is not { } first || !first.AsSpan().StartsWith("HTTP/1."u8))
            return HttpReader.HungUp;
        var (events, taken) = (false, first.Length);
        while (lines.Next() is { Length: > 0 } field && (taken += field.Length) < HeadMax)
            events |= Encoding.ASCII.GetString(field) is var text
                && text.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)
                && text.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        return events ? Events(lines, hear) : Whole(lines, Status(first), hear);
    }

    private string? Events(McpLines lines, Func<byte[], bool> hear)
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
                answered |= hear(data.ToArray());
                data.SetLength(0);
            }
        }

        return answered || !message.IsRequest ? null : HttpReader.BrokeOff;
    }

    private string? Whole(McpLines lines, int status, Func<byte[], bool> hear)
    {
        var body = new MemoryStream();
        while (lines.Next() is { } line)
            body.Write(line);
        var said = body.ToArray();
        if (!message.IsRequest || hear(said))
            return null;
        var answer = new HttpAnswer(status, said, null);
        IsRefused = status >= 400 || answer.ErrorMessage is not null;
        return IsRefused ? answer.ErrorMessage ?? answer.WhyNot : HttpReader.BrokeOff;
    }

    private static int Status(ReadOnlySpan<byte> first) =>
        first.Length >= StatusOffset + 3
        && int.TryParse(first.Slice(StatusOffset, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : 0;
}
