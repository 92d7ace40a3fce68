using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Postgres.Mcp;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Brain.Silo.Mcp;

/// <summary>
/// Answers <c>subscriptions/listen</c> of the revision 2026-07-28: the answer stays open and tells of resources that
/// changed. Lists are not followed: the list of resources changes with every session, and nothing else is listed anew.
/// </summary>
internal sealed class McpListen(McpUris uris, McpWatch watch, IHostApplicationLifetime life)
{
    /// <summary>The most addresses of one request.</summary>
    public const int UrisMax = 100;

    /// <summary>Tells of changes until the client hangs up or this silo stops.</summary>
    public async ValueTask<EmptyResult> Listen(
        RequestContext<SubscriptionsListenRequestParams> request,
        CancellationToken stop
    )
    {
        string[] asked =
        [
            .. (request.Params.Notifications.ResourceSubscriptions ?? []).Distinct(StringComparer.Ordinal),
        ];
        if (asked.Length > UrisMax)
            throw new McpProtocolException(
                $"{asked.Length} resources were named and {UrisMax} may be; nothing is followed.",
                McpErrorCode.InvalidParams
            );
        var things = new Dictionary<string, Followed>(StringComparer.Ordinal);
        foreach (var uri in asked)
        {
            if (uris.Follow(uri) is { } thing)
                things[uri] = thing;
        }

        using var follower =
            await watch.Follow(things, stop)
            ?? throw new McpProtocolException(
                $"{McpWatch.UrisMax} resources are followed already; nothing is followed. All can be read.",
                McpErrorCode.InternalError
            );
        await Send(request, NotificationMethods.SubscriptionsAcknowledgedNotification, Granted(follower), stop);
        if (follower.Uris.Length > 0)
            await Tell(request, follower, stop);
        return new() { Meta = Tag(request) };
    }

    private async Task Tell(
        RequestContext<SubscriptionsListenRequestParams> request,
        McpFollower follower,
        CancellationToken stop
    )
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop, life.ApplicationStopping);
        try
        {
            // When all of it is gone there is nothing left to wait for, and the answer says so.
            while (follower.Uris.Length > 0)
            {
                foreach (var uri in await follower.Next(over.Token))
                    await Send(
                        request,
                        NotificationMethods.ResourceUpdatedNotification,
                        new() { ["uri"] = uri },
                        over.Token
                    );
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The silo stops: its answer says that the stream ended in peace.
        }
    }

    private static JsonObject Granted(McpFollower follower)
    {
        var granted = new JsonObject();
        if (follower.Uris.Length > 0)
            granted["resourceSubscriptions"] = new JsonArray([.. follower.Uris.Select(uri => JsonValue.Create(uri))]);
        return new() { ["notifications"] = granted };
    }

    private static JsonObject Tag(RequestContext<SubscriptionsListenRequestParams> request) =>
        new() { [MetaKeys.SubscriptionId] = JsonSerializer.SerializeToNode(request.JsonRpcRequest.Id.Id) };

    private static Task Send(
        RequestContext<SubscriptionsListenRequestParams> request,
        string method,
        JsonObject said,
        CancellationToken stop
    )
    {
        said["_meta"] = Tag(request);
        return request.Server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = said }, stop);
    }
}
