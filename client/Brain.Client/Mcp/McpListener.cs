using System.Text.Json;
using Brain.Client.Http;

namespace Brain.Client.Mcp;

/// <summary>
/// Follows resources for the client: one <c>subscriptions/listen</c> of the silo's that is asked for again when the
/// silo went away, so that the client's subscription outlives it. What may have changed meanwhile is told as changed. A
/// client of 2025-11-25, which subscribes to each resource by itself, is told in its own words.
/// </summary>
/// <param name="home">Where the brain is.</param>
/// <param name="line">What the client asked.</param>
/// <param name="asked">The same, as it was read.</param>
/// <param name="exchange">By which it is given up.</param>
/// <param name="write">Tells the client.</param>
internal sealed class McpListener(
    BrainHome home,
    byte[] line,
    McpMessage asked,
    McpExchange exchange,
    Action<byte[]> write
)
{
    internal const string Listen = "subscriptions/listen";
    internal const string Subscribe = "resources/subscribe";
    internal const string Unsubscribe = "resources/unsubscribe";
    internal const string Updated = "notifications/resources/updated";

    private const string Acknowledged = "notifications/subscriptions/acknowledged";
    private const int PauseMsMin = 20;
    private const int PauseMsMax = 2_000;

    private string[] _followed = [];
    private bool _begun;
    private bool _ended;

    private bool IsOld => asked.Method == Subscribe;

    /// <summary>Follows until it is given up, or ends by itself.</summary>
    /// <param name="patience">How long a brain that is down is waited for before it has said yes.</param>
    /// <returns>Null, or why it did not come to be.</returns>
    internal string? Run(TimeSpan patience)
    {
        var sent = IsOld ? McpWords.Listen(asked.Uri!) : line;
        var post = new McpPost(home, sent, IsOld ? McpMessage.Read(sent)! : asked, exchange);
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        for (var pause = PauseMsMin; ; pause = Math.Min(pause * 2, PauseMsMax))
        {
            var began = Environment.TickCount64;
            var fault = post.Send(null, Hear);
            if (_ended || exchange.IsGivenUp)
            {
                // Unsubscribed from before it was answered; a request is answered whatever became of it.
                if (IsOld && !_begun && !_ended)
                    write(McpWords.Done(asked.Id));
                return null;
            }

            if (!_begun && (post.IsRefused || Environment.TickCount64 > until))
                return fault ?? HttpReader.BrokeOff;
            if (Environment.TickCount64 - began > PauseMsMax)
                pause = PauseMsMin;
            Thread.Sleep(pause);
        }
    }

    // Whether it ends the request at the silo; the client's goes on when only the silo went away.
    private bool Hear(byte[] said)
    {
        if (McpAnswer.Read(said, asked) is not { } heard)
            return false;
        if (heard.IsAnswer)
        {
            if (_followed.Length == 0 && !_ended)
                End(heard.Bytes);
            return true;
        }

        using var message = JsonDocument.Parse(said);
        switch (McpMessage.Text(message.RootElement, "method"))
        {
            case Acknowledged when _begun:
                GoOn(Granted(message.RootElement));
                break;
            case Acknowledged:
                Begin(said, Granted(message.RootElement));
                break;
            case Updated when IsOld:
                write(McpWords.Updated(asked.Uri!, null));
                break;
            default:
                write(said);
                break;
        }

        return false;
    }

    private void Begin(byte[] said, string[] granted)
    {
        (_begun, _followed) = (true, granted);
        if (!IsOld)
        {
            write(said);
        }
        else if (granted.Length > 0)
        {
            write(McpWords.Done(asked.Id));
            exchange.Settled.TrySetResult();
        }
        else
        {
            End(
                McpWords.Error(
                    asked.Id,
                    McpWords.ResourceNotFound,
                    "There is nothing at this address whose changes could be told; nothing was subscribed to."
                )
            );
        }
    }

    // After a silence. What went meanwhile is told like what may have changed, once. A subscription of the older
    // revision was answered when it began, so it ends without a word; the newer one still waits for its answer.
    private void GoOn(string[] granted)
    {
        foreach (var uri in _followed.Union(granted, StringComparer.Ordinal))
            write(McpWords.Updated(uri, IsOld ? null : asked.Id));
        _followed = granted;
        _ended = IsOld && granted.Length == 0;
    }

    private void End(byte[] said)
    {
        _ended = true;
        write(said);
    }

    private static string[] Granted(JsonElement root)
    {
        var granted = McpMessage.Child(McpMessage.Child(root, "params"), "notifications");
        return McpMessage.Child(granted, "resourceSubscriptions") is { ValueKind: JsonValueKind.Array } uris
            ?
            [
                .. uris.EnumerateArray()
                    .Where(uri => uri.ValueKind == JsonValueKind.String)
                    .Select(uri => uri.GetString()!),
            ]
            : [];
    }
}
