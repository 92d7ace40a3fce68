using System.Collections.Concurrent;

namespace Brain.Client.Mcp;

/// <summary>
/// MCP over stdio, for agents that start their servers: each line goes to the silo's <c>/mcp</c> over the Unix socket,
/// and what comes back goes out a line each. It keeps nothing but what the client calls itself, the revision that was
/// agreed on, which tools may be called again and what is followed, so a silo that is killed and comes back is the same
/// server.
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

    private const int FollowedMax = 64;

    private readonly ConcurrentDictionary<string, McpExchange> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, McpExchange> _followed = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private volatile string? _agreed;
    private volatile string? _client;
    private volatile string[] _repeatable = [];

    /// <summary>Carries until the client hangs up, and then what is on its way.</summary>
    internal void Run()
    {
        var lines = new McpLines(input, McpPost.LineMax);
        while (lines.Next() is { } line)
        {
            if (lines.IsCut)
                Write(McpWords.Error(McpMessage.IdOf(line), McpWords.InvalidRequest, TooLong));
            else if (line.Length > 0)
                Take(line);
        }

        foreach (var exchange in _open.Values.Concat(_followed.Values).Where(one => one.IsEndless))
            exchange.GiveUp();
        var until = Environment.TickCount64 + (long)LastWords.TotalMilliseconds;
        foreach (var exchange in _open.Values)
            exchange.Done.Task.Wait((int)Math.Max(0, until - Environment.TickCount64));
    }

    private static string TooLong =>
        $"This message has more than {McpPost.LineMax} bytes: say it in fewer. Nothing was done.";

    private void Take(byte[] line)
    {
        if (McpMessage.Read(line) is not { } message)
        {
            var id = McpMessage.IdOf(line);
            Write(
                McpWords.Error(
                    id,
                    id is null ? McpWords.ParseError : McpWords.InvalidRequest,
                    "This line is no JSON-RPC message; nothing was done."
                )
            );
        }
        // Over HTTP a request is given up by hanging up.
        else if (message.Cancels is { } cancelled)
        {
            if (_open.TryRemove(cancelled, out var given))
                given.GiveUp();
        }
        else if (message is { Version: null, Uri: { } uri, Id: not null })
        {
            Follow(line, message, uri);
        }
        else
        {
            Begin(line, message);
        }
    }

    // Subscriptions of the older revision: over HTTP without sessions the silo has none, so the bridge keeps them.
    private void Follow(byte[] line, McpMessage message, string uri)
    {
        if (message.Method == McpListener.Unsubscribe)
        {
            if (_followed.TryRemove(uri, out var ended))
                ended.GiveUp();
            Write(McpWords.Done(message.Id));
        }
        else if (_followed.TryGetValue(uri, out var known))
        {
            _ = known.Settled.Task.ContinueWith(
                _ => Join(line, message, uri, known),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }
        else if (_followed.Count >= FollowedMax)
        {
            Write(
                McpWords.Error(
                    message.Id,
                    McpWords.InvalidParams,
                    $"{FollowedMax} resources are subscribed to, the most there may be: unsubscribe from one first."
                )
            );
        }
        else if (new McpExchange(isEndless: true) is var exchange && _followed.TryAdd(uri, exchange))
        {
            Start(line, message, exchange, () => _followed.TryRemove(new(uri, exchange)));
        }
        else
        {
            Follow(line, message, uri);
        }
    }

    // Subscribed to twice it is followed once. Where the first came to nothing, the second is asked for by itself.
    private void Join(byte[] line, McpMessage message, string uri, McpExchange first)
    {
        if (first.IsGivenUp || (_followed.TryGetValue(uri, out var known) && known == first))
            Write(McpWords.Done(message.Id));
        else
            Follow(line, message, uri);
    }

    private void Begin(byte[] line, McpMessage message)
    {
        var exchange = new McpExchange(message.Method == McpListener.Listen);
        _client = message.Client ?? _client;
        if (message.Id is { } id)
            _open[id] = exchange;
        Start(line, message, exchange, () => _open.TryRemove(new(message.Id ?? "", exchange)));
    }

    private void Start(byte[] line, McpMessage message, McpExchange exchange, Action end) =>
        new Thread(() =>
        {
            try
            {
                Carry(line, message, exchange);
            }
            catch (Exception broken) when (broken is IOException or ObjectDisposedException)
            {
                // The client is gone; nobody is left to be told.
            }
            catch (Exception fault)
            {
                // On a thread of its own it would end the process, and every other request with it.
                Fail(message, exchange, $"the bridge failed: {fault.Message}. It is not known whether this was done.");
            }
            finally
            {
                end();
                exchange.Settled.TrySetResult();
                exchange.Done.TrySetResult();
            }
        })
        {
            IsBackground = true,
        }.Start();

    private void Carry(byte[] line, McpMessage message, McpExchange exchange)
    {
        var fault = exchange.IsEndless
            ? new McpListener(home, line, message, exchange, Write).Run(Patience) is { } why
                ? $"the brain is down: {why}. Nothing is followed."
                : null
            : Ask(line, message, exchange);
        if (fault is not null)
            Fail(message, exchange, fault);
    }

    private void Fail(McpMessage message, McpExchange exchange, string fault)
    {
        if (!message.IsRequest || exchange.IsGivenUp)
            return;
        try
        {
            Write(McpWords.Fault(message, fault));
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            // The client is gone; nobody is left to be told.
        }
    }

    // Null when it was answered, else what to tell.
    private string? Ask(byte[] line, McpMessage message, McpExchange exchange)
    {
        var post = new McpPost(home, line, message, exchange) { Client = _client };
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        var progress = double.NegativeInfinity;
        for (var (pause, sent) = (20, false); ; pause = Math.Min(pause * 2, 500))
        {
            var fault = post.Send(_agreed, said => Hear(said, message, ref progress));
            if (fault is null || exchange.IsGivenUp)
                return null;
            if (post.IsRefused)
                return fault;
            sent |= post.IsSent;
            if (sent && !IsRepeatable(message))
                return $"the brain went away while it was at work ({fault}). It is not known whether this was done, "
                    + "and it was not sent again. Look first, with search or status, and call again only if it was not.";
            if (Environment.TickCount64 > until)
                return $"the brain is down: {fault}. "
                    + (sent ? "Calling again does no harm. " : "Nothing was done. ")
                    + "Go on without it; a person starts it with: brain up";
            Thread.Sleep(pause);
        }
    }

    // Asked again it does the same. A tool says so of itself where it is listed; of one that was not, nobody knows.
    private bool IsRepeatable(McpMessage message) =>
        message.Method != "tools/call" || _repeatable.Contains(message.Name, StringComparer.Ordinal);

    // A call that is sent again begins again, and its progress must not: what is no progress is not told.
    private bool Hear(byte[] said, McpMessage asked, ref double progress)
    {
        if (McpAnswer.Read(said, asked) is not { } answer || answer.Progress <= progress)
            return false;
        progress = answer.Progress ?? progress;
        _agreed = answer.Agreed ?? _agreed;
        _repeatable = answer.Repeatable ?? _repeatable;
        Write(answer.Bytes);
        return answer.IsAnswer;
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
