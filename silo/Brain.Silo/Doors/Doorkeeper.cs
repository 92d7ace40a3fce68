using System.Net.Sockets;
using Brain.Messages.Secrets;
using Microsoft.AspNetCore.Connections.Features;

namespace Brain.Silo.Doors;

/// <summary>
/// Lets nobody in who has no business here. On the Unix socket: this user or root. On the loopback port: the right
/// Host and Origin, so that no web page can reach it through a browser, and a token; bodies are JSON.
/// </summary>
internal sealed partial class Doorkeeper(RequestDelegate next, Tokens tokens, BrainSettings settings, ILogger<Doorkeeper> logger)
{
    private readonly string[] _hosts = [$"127.0.0.1:{settings.Port}", $"localhost:{settings.Port}"];

    public async Task InvokeAsync(HttpContext context)
    {
        var socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        var refusal = socket?.AddressFamily == AddressFamily.Unix ? OfOwner(socket) : OfToken(context.Request);
        refusal ??= OfBody(context.Request);
        if (refusal is var (status, sentence))
            await Sentence.Write(context, status, sentence);
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
            await Sentence.Write(context, bad.StatusCode, $"This request can't be read: {bad.Message}");
        }
        catch (Exception bad) when (bad is FormatException or InvalidDataException)
        {
            await Sentence.Write(context, 400, bad.Message);
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(logger, context.Request.Path, fault);
            await Sentence.Write(context, 503, $"The brain could not do this, and it is not known to be done: {SecretScanner.Redact(fault.GetBaseException().Message)}");
        }
    }

    private static (int, string)? OfOwner(Socket socket) =>
        Peer.IsOwner(socket) ? null : (403, "This socket is another user's: only the user who runs this brain may speak to it.");

    private (int, string)? OfToken(HttpRequest request)
    {
        if (!_hosts.Contains(request.Host.Value, StringComparer.OrdinalIgnoreCase))
            return (403, $"Host '{request.Host.Value}' is not this brain: expected {_hosts[0]}.");
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !_hosts.Any(host => origin == $"http://{host}"))
            return (403, $"Origin '{origin}' may not speak to this brain.");
        if (request.Path == "/healthz" || request.Path == "/readyz" || request.Path == LoginPage.Path)
            return null;
        var bearer = request.Headers.Authorization.ToString();
        var known = bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? tokens.Opens(bearer["Bearer ".Length..].Trim(), request.Path)
            : tokens.IsCookie(request.Cookies[LoginPage.Cookie]);
        return known ? null : (401, "A token is missing or wrong: send 'Authorization: Bearer …' with the contents of BRAIN_HOME/token, or sign in at /login.");
    }

    private static (int, string)? OfBody(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Path == LoginPage.Path || request.HasJsonContentType()
            ? null
            : (415, $"The body is '{request.ContentType}': expected application/json.");
}
