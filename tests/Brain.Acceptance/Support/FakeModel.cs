using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Brain.Acceptance;

/// <summary>
/// The Anthropic Messages API on loopback, answering from <see cref="FakeModelScripts"/>, so that the real
/// Claude Code runs with no model behind it. It keeps every request, so that a test can say how many were made
/// and whether a text reached the model.
/// </summary>
public sealed class FakeModel : IAsyncDisposable
{
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<FakeModelRequest> requests = new();
    private readonly FakeModelScripts scripts;
    private readonly WebApplication server;

    private FakeModel(string project)
    {
        scripts = new(project);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        server = builder.Build();
        server.MapPost("/v1/messages", Answer);
        server.MapPost("/v1/messages/count_tokens", CountTokens);
        server.MapFallback(context =>
        {
            Stray.Enqueue($"{context.Request.Method} {context.Request.Path}");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:41234</c>.</summary>
    public string Url => server.Urls.First();

    /// <summary>Every message request so far, oldest first.</summary>
    public IReadOnlyList<FakeModelRequest> Requests => [.. requests];

    /// <summary>What was asked for and is no part of the Messages API.</summary>
    public ConcurrentQueue<string> Stray { get; } = new();

    /// <summary>Whether its answers name their request, as Anthropic's do and some gateways' don't.</summary>
    public bool NamesRequests { get; set; }

    /// <summary>Starts on a free port.</summary>
    /// <param name="project">The folder that the scripts' file paths lie in.</param>
    public static async Task<FakeModel> Start(string project)
    {
        var model = new FakeModel(project);
        await model.server.StartAsync();
        return model;
    }

    /// <summary>The requests made after <paramref name="count"/> earlier ones.</summary>
    public IReadOnlyList<FakeModelRequest> RequestsAfter(int count) => [.. requests.Skip(count)];

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        var body = JsonSerializer.Deserialize<JsonElement>(text);
        var place = FakeModelPlace.In(body);
        var reply = scripts.Reply(place);
        var request = new FakeModelRequest(
            http.Request.Headers["x-claude-code-session-id"].ToString(),
            place.Script,
            place.Step,
            text,
            FakeModelUsage.Of(text, reply.Content)
        );
        requests.Enqueue(request);
        if (NamesRequests)
            http.Response.Headers["request-id"] = $"req_{Guid.NewGuid():N}";

        if (place.Script == "slow")
            await Task.Delay(SlowAnswer, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (http.RequestAborted.IsCancellationRequested)
            return;
        var stream = body.TryGetProperty("stream", out var wanted) && wanted.ValueKind == JsonValueKind.True;
        var model = body.TryGetProperty("model", out var name) ? name.GetString() : null;
        var message = new FakeModelMessage(model ?? "fake", reply.Content, request.Usage);
        if (reply.Error is { } error)
            await Refuse(http.Response, error);
        else if (stream)
            await message.Stream(http.Response);
        else
            await http.Response.WriteAsJsonAsync(message.Whole);
    }

    private static Task Refuse(HttpResponse response, int status)
    {
        // Claude Code obeys this header, so a test does not wait for its retries.
        response.Headers["x-should-retry"] = "false";
        response.StatusCode = status;
        var kind = status switch
        {
            429 => "rate_limit_error",
            400 => "invalid_request_error",
            _ => "api_error",
        };
        var error = new JsonObject { ["type"] = kind, ["message"] = $"fake {kind}" };
        return response.WriteAsJsonAsync(new JsonObject { ["type"] = "error", ["error"] = error });
    }

    private static async Task CountTokens(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var length = (await reader.ReadToEndAsync()).Length;
        await http.Response.WriteAsJsonAsync(new JsonObject { ["input_tokens"] = length / 4 });
    }
}
