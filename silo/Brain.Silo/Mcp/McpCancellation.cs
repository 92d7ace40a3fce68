using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Brain.Silo.Mcp;

/// <summary>
/// Ends a request that its client gives up in a request of its own (<c>notifications/cancelled</c>), as clients of the
/// older revision do over HTTP. Ids are the client's, and most count from nought: so that none ends another's, each is
/// given a name with what it first asks (<c>Mcp-Session-Id</c>), which it says from then on. Nothing is kept by it, so
/// any silo takes any name.
/// </summary>
internal sealed class McpCancellation
{
    private const string Header = "Mcp-Session-Id";
    private const int NameBytes = 16;
    private const int NameMax = 64;

    private readonly ConcurrentDictionary<(string Client, RequestId Request), CancellationTokenSource> _open = new();

    /// <summary>
    /// Takes a client's name, which the SDK has no place for where it keeps no sessions; names one that has agreed on
    /// no revision yet.
    /// </summary>
    public static void Name(HttpContext context, bool isNew)
    {
        if (context.Request.Headers.Remove(Header, out var name))
            context.Items[Header] = name.ToString();
        else if (isNew)
            context.Response.Headers[Header] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));
    }

    /// <summary>Has a message handled, and given up when its client says so.</summary>
    public async Task Handle(
        HttpContext context,
        MessageContext message,
        McpMessageHandler next,
        CancellationToken stop
    )
    {
        if (context.Items[Header] is not string { Length: > 0 and <= NameMax } client)
            await next(message, stop);
        else if (message.JsonRpcMessage is JsonRpcRequest request)
            await Follow((client, request.Id), message, next, stop);
        else
        {
            if (
                message.JsonRpcMessage is JsonRpcNotification { Method: NotificationMethods.CancelledNotification } said
                && Given(said.Params) is { } id
                && _open.TryGetValue((client, id), out var given)
            )
                await given.CancelAsync();
            await next(message, stop);
        }
    }

    private async Task Follow(
        (string Client, RequestId Request) which,
        MessageContext message,
        McpMessageHandler next,
        CancellationToken stop
    )
    {
        // Not disposed of: whoever cancels it may have found it a moment before it was over.
        var given = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var isMine = _open.TryAdd(which, given);
        try
        {
            await next(message, given.Token);
        }
        catch (OperationCanceledException over) when (given.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // The stream ends with an answer, which its client does not wait for any more.
            throw new McpProtocolException("It was given up; what it would have changed may be done.", over);
        }
        finally
        {
            if (isMine)
                _open.TryRemove(which, out _);
        }
    }

    private static RequestId? Given(JsonNode? said) =>
        said is JsonObject && said["requestId"] is JsonValue id
            ? id.TryGetValue<long>(out var number) ? new RequestId(number)
                : id.TryGetValue<string>(out var text) ? new RequestId(text)
                : null
            : null;
}
