using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Brain.Tests.Pipelines;

/// <summary>
/// A server on loopback that takes, keeps and refuses messages as ntfy's own does (server/server.go, errors.go), fails
/// when told to, and counts. Shape: publish as JSON at <c>/</c>, cached messages at
/// <c>/TOPIC/json?poll=1&amp;since=SECONDS</c>.
/// </summary>
public sealed class FakeNtfyServer : IAsyncDisposable
{
    private static readonly string[] Disallowed =
    [
        "docs",
        "static",
        "file",
        "app",
        "metrics",
        "account",
        "settings",
        "signup",
        "login",
        "v1",
    ];

    private readonly WebApplication _server;
    private readonly ConcurrentQueue<NtfyTrouble> _troubles = new();
    private readonly ConcurrentQueue<NtfyRequestSeen> _requests = new();
    private readonly ConcurrentQueue<JsonObject> _kept = new();
    private readonly SemaphoreSlim _hanging = new(0);
    private readonly TaskCompletionSource _released = new();

    private FakeNtfyServer(string prefix)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapPost(prefix + "/", Publish);
        _server.MapGet(prefix + "/{topic}/json", Poll);
        _server.MapFallback(async http =>
        {
            await Note(http);
            await Refuse(http, 404, 40401, "page not found");
        });
        Prefix = prefix;
    }

    /// <summary>Where it lies behind a proxy that leads to more than ntfy.</summary>
    public string Prefix { get; }

    public string Url => _server.Urls.First() + Prefix;

    /// <summary>What <c>Authorization</c> must say; null when anybody may do anything.</summary>
    public string? SignIn { get; set; }

    /// <summary>Whether those who may write may not read.</summary>
    public bool IsWriteOnly { get; set; }

    /// <summary>Whether it keeps no message for later, as it may be configured.</summary>
    public bool IsForgetful { get; set; }

    /// <summary>
    /// Whether a message takes the place of another with its sequence_id; servers before 2.16 don't know the word.
    /// </summary>
    public bool KnowsSequences { get; set; } = true;

    /// <summary>What 429 and 503 say in <c>Retry-After</c>.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>The sentence of a trouble's error.</summary>
    public string Saying { get; set; } = "limit reached: too many requests";

    /// <summary>Every request so far, oldest first.</summary>
    public IReadOnlyList<NtfyRequestSeen> Requests => [.. _requests];

    public IReadOnlyList<NtfyRequestSeen> Published => [.. _requests.Where(request => request.Method == "POST")];

    public IReadOnlyList<NtfyRequestSeen> Polls => [.. _requests.Where(request => request.Method == "GET")];

    /// <summary>Every message that was kept, also those that another took the place of.</summary>
    public IReadOnlyList<JsonObject> Kept => [.. _kept];

    /// <summary>What people see in their apps, in the order they first saw it.</summary>
    public IReadOnlyList<JsonObject> Seen =>
        [
            .. _kept
                .GroupBy(message => (string)(message["sequence_id"] ?? message["id"])!, StringComparer.Ordinal)
                .Select(group => group.Last()),
        ];

    public static async Task<FakeNtfyServer> Start(string prefix = "")
    {
        var server = new FakeNtfyServer(prefix);
        await server._server.StartAsync();
        return server;
    }

    /// <summary>What happens to the next messages, one each; all is well afterwards.</summary>
    public void Next(params NtfyTrouble[] troubles) => Array.ForEach(troubles, _troubles.Enqueue);

    /// <summary>Waits until a request hangs.</summary>
    public async Task Hanging() =>
        Assert.True(await _hanging.WaitAsync(TimeSpan.FromMinutes(3)), "no request came to hang");

    /// <summary>Lets every request that hangs, now or later, go on to its end.</summary>
    public void Release() => _released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _server.DisposeAsync();
    }

    private async Task Publish(HttpContext http)
    {
        var body = await Note(http);
        var trouble = _troubles.TryDequeue(out var next) ? next : NtfyTrouble.None;
        if (
            await Before(http, trouble)
            || Problem(http, body, out var message) is { } problem && await Refuse(http, problem)
        )
            return;
        _kept.Enqueue(message!);
        if (!await After(http, trouble))
            await Answer(http, message!);
    }

    private async Task<bool> Before(HttpContext http, NtfyTrouble trouble) =>
        trouble switch
        {
            NtfyTrouble.TooMany => await Refuse(http, (429, 42901, Saying)),
            NtfyTrouble.Unavailable => await Refuse(http, (503, 50301, "service unavailable")),
            NtfyTrouble.Broken => await Refuse(http, (500, 50001, "internal server error")),
            NtfyTrouble.Starting => await Say(http, 404, "404 page not found\n"),
            NtfyTrouble.Portal => await Say(http, 200, "<html>Please sign in to the network.</html>"),
            NtfyTrouble.Moved => await Move(http),
            NtfyTrouble.Hang => await Hang(http),
            NtfyTrouble.Reset => Reset(http),
            _ => false,
        };

    private async Task<bool> After(HttpContext http, NtfyTrouble trouble) =>
        trouble switch
        {
            NtfyTrouble.BrokenAfterKeeping => await Refuse(http, (500, 50001, "internal server error")),
            NtfyTrouble.HangAfterKeeping => await Hang(http),
            NtfyTrouble.ResetAfterKeeping => Reset(http),
            NtfyTrouble.Truncated => await BreakOff(http),
            _ => false,
        };

    // In ntfy's order: who it is, what it says, whether they may, and then the message itself.
    private (int Status, int Code, string Error)? Problem(HttpContext http, string body, out JsonObject? kept)
    {
        kept = null;
        if (Who(http) is { } stranger)
            return stranger;
        if (Encoding.UTF8.GetByteCount(body) > 8192)
            return (413, 41303, "JSON body too large");
        JsonObject message;
        try
        {
            message = JsonNode.Parse(body)!.AsObject();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (400, 40024, "invalid request: request body must be valid JSON");
        }

        var topic = (string?)message["topic"] ?? "";
        if (!Regex.IsMatch(topic, @"^[-_A-Za-z0-9]{1,64}\z"))
            return (400, 40009, "invalid request: topic invalid");
        if (Disallowed.Contains(topic, StringComparer.Ordinal))
            return (400, 40010, "invalid request: topic name is not allowed");
        if ((int?)message["priority"] is < 1 or > 5)
            return (400, 40007, "invalid priority parameter");
        if (Encoding.UTF8.GetByteCount((string?)message["message"] ?? "") > 4096)
            return (400, 40014, "invalid request: attachments not allowed");
        kept = Keep(message);
        return null;
    }

    private JsonObject Keep(JsonObject message)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var kept = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString("N")[..12],
            ["time"] = now,
            ["expires"] = now + (12 * 3600),
            ["event"] = "message",
            ["topic"] = (string?)message["topic"],
            ["message"] = ((string?)message["message"] ?? "triggered").Trim(),
        };
        if ((string?)message["title"] is { Length: > 0 } title)
            kept["title"] = title.Trim();
        foreach (var word in new[] { "priority", "tags", "click" }.Where(word => message[word] is not null))
            kept[word] = message[word]!.DeepClone();
        if (KnowsSequences && message["sequence_id"] is { } sequence)
            kept["sequence_id"] = sequence.DeepClone();
        return kept;
    }

    private async Task Poll(HttpContext http, string topic)
    {
        await Note(http);
        if (Who(http) is { } stranger && await Refuse(http, stranger))
            return;
        if (IsWriteOnly && await Refuse(http, (403, 40301, "forbidden")))
            return;
        if (!long.TryParse(http.Request.Query["since"], out var since) || http.Request.Query["poll"] != "1")
        {
            await Refuse(http, 400, 40008, "invalid since parameter");
            return;
        }

        http.Response.ContentType = "application/x-ndjson; charset=utf-8";
        foreach (
            var message in _kept.Where(message =>
                !IsForgetful && (string?)message["topic"] == topic && (long)message["time"]! >= since
            )
        )
            await http.Response.WriteAsync(message.ToJsonString() + "\n");
    }

    private (int Status, int Code, string Error)? Who(HttpContext http)
    {
        var text = http.Request.Headers.Authorization.ToString();
        return SignIn is null || text == SignIn ? null
            : text.Length == 0 ? (403, 40301, "forbidden")
            : (401, 40101, "unauthorized");
    }

    private async Task<string> Note(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = http.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        _requests.Enqueue(new(http.Request.Method, http.Request.Path + http.Request.QueryString, headers, body));
        return body;
    }

    private async Task<bool> Hang(HttpContext http)
    {
        _hanging.Release();
        await Task.WhenAny(_released.Task, Task.Delay(Timeout.Infinite, http.RequestAborted));
        return http.RequestAborted.IsCancellationRequested;
    }

    private static bool Reset(HttpContext http)
    {
        // A socket that lingers for no time says RST.
        http.Features.Get<IConnectionSocketFeature>()!.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        http.Abort();
        return true;
    }

    private static async Task<bool> BreakOff(HttpContext http)
    {
        http.Response.ContentLength = 500;
        await http.Response.WriteAsync("""{"id":"halfAnAnswer","time":17""");
        await http.Response.Body.FlushAsync();
        http.Abort();
        return true;
    }

    private static Task Answer(HttpContext http, JsonObject message)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(message.ToJsonString() + "\n");
    }

    private static async Task<bool> Move(HttpContext http)
    {
        http.Response.Headers.Location = "http://127.0.0.1:1/";
        return await Say(http, 308, "");
    }

    private static async Task<bool> Say(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(text);
        return true;
    }

    private Task<bool> Refuse(HttpContext http, (int Status, int Code, string Error) problem) =>
        Refuse(http, problem.Status, problem.Code, problem.Error);

    private async Task<bool> Refuse(HttpContext http, int status, int code, string error)
    {
        if (RetryAfter is { } pause && status is 429 or 503)
            http.Response.Headers.RetryAfter = RetryAfter;
        http.Response.ContentType = "application/json";
        return await Say(
            http,
            status,
            JsonSerializer.Serialize(
                new
                {
                    code,
                    http = status,
                    error,
                    link = "https://ntfy.sh/docs/publish/",
                }
            ) + "\n"
        );
    }
}

/// <summary>One request that reached the server.</summary>
public sealed record NtfyRequestSeen(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string Body
);

/// <summary>What can happen to a message.</summary>
public enum NtfyTrouble
{
    None,

    /// <summary>429 in ntfy's words.</summary>
    TooMany,

    /// <summary>503 of a server, or a proxy before it, that has enough to do.</summary>
    Unavailable,

    /// <summary>500 in ntfy's words, and it is not kept.</summary>
    Broken,

    /// <summary>500 in ntfy's words, and it is kept.</summary>
    BrokenAfterKeeping,

    /// <summary>404 of a proxy whose ntfy is not there yet.</summary>
    Starting,

    /// <summary>200 of somebody else.</summary>
    Portal,

    /// <summary>308 to another address.</summary>
    Moved,

    /// <summary>No answer, and it is not kept unless it is let go on.</summary>
    Hang,

    /// <summary>Kept, and no answer.</summary>
    HangAfterKeeping,

    /// <summary>The connection is reset, and it is not kept.</summary>
    Reset,

    /// <summary>Kept, and the connection is reset.</summary>
    ResetAfterKeeping,

    /// <summary>Kept, and half an answer.</summary>
    Truncated,
}
