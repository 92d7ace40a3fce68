using Microsoft.Extensions.AI;

namespace Brain.Models.Chat;

/// <summary>
/// A chat model that can be asked. One question is one request: nothing is tried twice, whatever the provider's library
/// would do.
/// The answer is streamed, and kept only once the provider has said that it is whole.
/// </summary>
public sealed class ChatModel
{
    /// <summary>The most characters of an answer; the rest is not waited for.</summary>
    public const int AnswerMax = 64 * 1024;

    // A machine's own servers are not behind the proxy that the environment may name.
    private static readonly SocketsHttpHandler Near = Sockets(useProxy: false);
    private static readonly SocketsHttpHandler Far = Sockets(useProxy: true);

    private readonly string? _key;
    private readonly TimeProvider _time;
    private readonly ProviderAdapter _dialect;
    private readonly ChatFaults _faults;

    internal ChatModel(ChatSettings settings, string? key, TimeProvider time)
    {
        Settings = settings;
        (_key, _time) = (key, time);
        _dialect = ProviderAdapter.Of(settings.Provider);
        _faults = new(settings, key);
    }

    /// <summary>What was configured.</summary>
    public ChatSettings Settings { get; }

    /// <summary>
    /// Asks, and waits for the whole answer: at most <see cref="ChatSettings.Timeout"/>. It never throws.
    /// </summary>
    /// <param name="question">What the model gets to read.</param>
    /// <param name="stop">Gives up; the provider may still count the tokens.</param>
    public async Task<ChatReply> Ask(ChatQuestion question, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(Settings.Timeout, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        var wire = new WireHandler(Settings.Endpoint.IsLoopback ? Near : Far, _key is not null, end.Token);
        var buffer = new ResponseBuffer(_dialect);
        Exception? fault = null;
        try
        {
            await Listen(question, wire, buffer, end.Token);
        }
        catch (Exception thrown)
        {
            // Three libraries throw dozens of kinds; what matters is what went over the wire.
            fault = thrown;
        }
        finally
        {
            wire.HangUp();
        }

        if (fault is null && buffer.Answer(Settings.Model) is { } answer)
            return answer;
        if (stop.IsCancellationRequested)
            return _faults.Cancelled();
        if (late.IsCancellationRequested)
            return _faults.TimedOut();
        if (wire.Refusal is { } refusal)
            return _faults.Of(refusal, _time.GetUtcNow());
        return fault is not null ? _faults.Of(fault, wire, _dialect) : _faults.Of(buffer);
    }

    internal bool Is(ChatSettings settings, string? key) => Settings == settings && _key == key;

    private async Task Listen(ChatQuestion question, WireHandler wire, ResponseBuffer buffer, CancellationToken stop)
    {
        // The clients are made anew each time: each belongs to one wire, and the sockets below are shared.
        using var http = new HttpClient(wire, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = _dialect.Client(Settings, _key ?? WireHandler.NoKey, http);
        var options = new ChatOptions
        {
            MaxOutputTokens = Math.Min(question.MaxOutputTokens ?? Settings.OutputTokensMax, Settings.OutputTokensMax),
        };
        List<ChatMessage> messages = [new(ChatRole.User, question.Text)];
        if (question.System.Length > 0)
            messages.Insert(0, new(ChatRole.System, question.System));
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, stop))
        {
            buffer.Add(update);
            if (buffer.IsFull)
                return;
        }
    }

    private static SocketsHttpHandler Sockets(bool useProxy) =>
        new()
        {
            UseProxy = useProxy,
            UseCookies = false,
            // A redirect would carry the key to whoever is named in it.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
}
