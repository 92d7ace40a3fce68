using System.Net.Sockets;
using Brain.Messages.Secrets;
using Brain.Silo.Configuration;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Net.Http.Headers;

namespace Brain.Silo.Security;

/// <summary>
/// Lets nobody in who has no business here. On the Unix socket: this user or root. On the loopback port: the right
/// Host and Origin, so that no web page can reach it through a browser, a process of this user or root, and a token or
/// the cookie of a browser that is signed in; bodies are JSON.
/// </summary>
internal sealed partial class RequestGuard(
    RequestDelegate next,
    Tokens tokens,
    BrowserLogins logins,
    BrainSettings settings,
    ILogger<RequestGuard> logger
)
{
    /// <summary>Where forms of the dashboard are taken: the only ones beside the login's.</summary>
    public const string FormPath = "/app/do";

    private const string PeerKey = "brain:peer";

    private readonly string[] _hosts = [$"127.0.0.1:{settings.Port}", $"localhost:{settings.Port}"];

    public async Task InvokeAsync(HttpContext context)
    {
        SecurityHeaders.Put(context.Response);
        var socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        var refusal =
            socket?.AddressFamily == AddressFamily.Unix
                ? OfOwner(context, socket)
                : OfPage(context.Request) ?? OfToken(context);
        refusal ??= OfBody(context.Request);
        if (refusal is (401, _) && HttpMethods.IsGet(context.Request.Method) && LoginPage.IsPage(context.Request))
            context.Response.Redirect(LoginPage.Path);
        else if (refusal is var (status, sentence))
            await ErrorBody.Write(context, status, sentence);
        else
            await Guarded(context);
    }

    private async Task Guarded(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad)
        {
            await FaultPage.Write(context, bad.StatusCode, $"This request can't be read: {bad.Message}");
        }
        catch (Exception bad) when (bad is FormatException or InvalidDataException)
        {
            await FaultPage.Write(context, 400, bad.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered, and a caller that gave up is no fault of the brain's.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            LogFailed(logger, Named(context.Request.Path), fault);
            await FaultPage.Write(
                context,
                503,
                (
                    HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                        ? "The brain could not answer this: "
                        : "The brain could not do this, and it is not known to be done: "
                ) + $"{SecretScanner.Redact(fault.GetBaseException().Message)}"
            );
        }
    }

    private static (int, string)? OfOwner(HttpContext context, Socket socket)
    {
        var peer = PeerCredentials.Of(socket);
        context.Features.Set(peer);
        return peer?.User is { } user && PeerCredentials.IsOwner(user)
            ? null
            : (403, "This socket is another user's: only the user who runs this brain may speak to it.");
    }

    // A name that was made to lead here (DNS rebinding) comes with that name; another page's request with its origin.
    private (int, string)? OfPage(HttpRequest request)
    {
        if (!_hosts.Contains(request.Host.Value, StringComparer.OrdinalIgnoreCase))
            return (403, $"Host '{request.Host.Value}' is not this brain: expected {_hosts[0]}.");
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !_hosts.Any(host => origin == $"http://{host}"))
            return (403, $"Origin '{origin}' may not speak to this brain.");
        // A browser says whose page it was even where it sends no Origin; a person's own click or address line is
        // "none".
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none" || IsOpening(request)
            ? null
            : (403, $"A page of another site ('{site}') may not speak to this brain.");
    }

    // Following a link to the login page does nothing, wherever the link stands; a one-time link is used up by it.
    private static bool IsOpening(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && LoginPage.Has(request.Path) && !LoginPage.IsLink(request.Path);

    private (int, string)? OfToken(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == "/healthz" || request.Path == "/readyz")
            return null;
        if (!IsOwner(context))
            return (403, "This brain is another user's: only processes of the user who runs it may speak to it.");
        if (LoginPage.Has(request.Path))
            return null;
        var bearer = request.Headers.Authorization.ToString();
        var known = bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? tokens.Opens(bearer["Bearer ".Length..].Trim(), request.Path)
            : logins.Opens(request.Cookies[logins.Cookie]);
        return known
            ? null
            : (
                401,
                "A token is missing or wrong: send 'Authorization: Bearer …' with the contents of "
                    + "BRAIN_HOME/token, or sign in at /login."
            );
    }

    // A one-time link is a secret for as long as it is good.
    private static PathString Named(PathString path) => LoginPage.IsLink(path) ? LoginPage.Path : path;

    // Asked once for each connection. Where the kernel's table can't be read nobody can be told apart, and the token
    // decides alone.
    private bool IsOwner(HttpContext context)
    {
        var items = context.Features.Get<IConnectionItemsFeature>()!.Items;
        if (!items.TryGetValue(PeerKey, out var known))
            items[PeerKey] = known = Look(context);
        context.Features.Set((Peer?)known);
        return known is not null;
    }

    // Null for a stranger; where the table can't be read, a peer of whom nothing is known.
    private Peer? Look(HttpContext context)
    {
        var connection = context.Connection;
        try
        {
            var user = SocketOwner.Of(
                new(connection.RemoteIpAddress!, connection.RemotePort),
                new(connection.LocalIpAddress!, connection.LocalPort)
            );
            if (user is { } known && PeerCredentials.IsOwner(known))
                return new(known, null);
            LogStranger(logger, Named(context.Request.Path));
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNoTable(logger, fault.Message);
            return Peer.Unknown;
        }
    }

    // A form of the dashboard, which shows a token of its own: nothing else takes one.
    private static bool IsForm(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.Path == FormPath
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static (int, string)? OfBody(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        || HttpMethods.IsHead(request.Method)
        || request.Path == LoginPage.Path
        || request.HasJsonContentType()
        || IsForm(request)
        // Telemetry has a binary format too, and says itself what it does not understand.
        || request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
            ? null
            : (415, $"The body is '{request.ContentType}': expected application/json.");
}
