using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Brain.Models.Chat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Brain.Tests.Chat;

/// <summary>
/// All three providers of chat models on one loopback port, each at its own path and in its own wire format, streaming
/// included.
/// What it answers is a <see cref="ChatScene"/>; every request is kept.
/// </summary>
public sealed class FakeChatServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<ChatRequestSeen> _requests = new();
    private readonly SemaphoreSlim _hanging = new(0);
    private readonly SemaphoreSlim _left = new(0);

    private FakeChatServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapPost("/v1/messages", http => Play(http, ChatProvider.Anthropic));
        _server.MapPost("/v1/chat/completions", http => Play(http, ChatProvider.OpenAI));
        _server.MapPost("/api/chat", http => Play(http, ChatProvider.Ollama));
    }

    /// <summary>What is answered from now on.</summary>
    public ChatScene Scene { get; set; } = new();

    /// <summary>Every request so far, oldest first.</summary>
    public IReadOnlyList<ChatRequestSeen> Requests => [.. _requests];

    public string Url => _server.Urls.First();

    public static async Task<FakeChatServer> Start()
    {
        var server = new FakeChatServer();
        await server._server.StartAsync();
        return server;
    }

    /// <summary>The words of brain.json that lead here.</summary>
    public ChatSection Words(ChatProvider provider) =>
        new()
        {
            Provider = provider.ToString().ToLowerInvariant(),
            Model = "some-model",
            Endpoint = provider == ChatProvider.OpenAI ? Url + "/v1" : Url,
            KeyEnv = "SOME_KEY",
        };

    /// <summary>Waits until an answer hangs.</summary>
    public Task Hanging() => _hanging.WaitAsync(TimeSpan.FromMinutes(3));

    /// <summary>Waits until somebody hung up on an answer that hung.</summary>
    public async Task Left() => Assert.True(await _left.WaitAsync(TimeSpan.FromMinutes(2)), "Nobody hung up.");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Play(HttpContext http, ChatProvider provider)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        _requests.Enqueue(new(provider, headers, await reader.ReadToEndAsync()));

        var scene = Scene;
        await scene.Thought;
        http.Response.StatusCode = scene.Status;
        foreach (var (name, value) in scene.Headers)
            http.Response.Headers[name] = value;
        http.Response.ContentType =
            scene.Status != 200 ? "application/json"
            : provider == ChatProvider.Ollama ? "application/x-ndjson"
            : "text/event-stream";
        var wire = new ChatWire(provider, scene);
        foreach (var frame in wire.Frames())
            await Send(http.Response, frame, scene.BytesAtATime);
        if (scene.Ending == ChatEnding.BreaksOff)
            // What was sent arrives, and the connection ends without its last chunk; an abort could overtake it.
            throw new IOException("The scene breaks off.");
        if (scene.Ending == ChatEnding.Hangs)
        {
            _hanging.Release();
            await Task.Delay(Timeout.Infinite, http.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _left.Release();
        }
    }

    private static async Task Send(HttpResponse response, string frame, int bytesAtATime)
    {
        foreach (var part in Encoding.UTF8.GetBytes(frame).Chunk(bytesAtATime))
        {
            await response.Body.WriteAsync(part);
            await response.Body.FlushAsync();
        }
    }
}

/// <summary>One request that reached the server.</summary>
public sealed record ChatRequestSeen(ChatProvider Provider, IReadOnlyDictionary<string, string> Headers, string Body);
