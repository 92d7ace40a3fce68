using System.Collections.Concurrent;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.OpenCode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Brain.Acceptance;

/// <summary>
/// Listens where the plugin of opencode looks for the brain, reads what it tells with the silo's own adapter, and has
/// that write what a test answers. It decides nothing and keeps nothing.
/// </summary>
internal sealed class OpenCodeSocket : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly OpenCodeHook adapter = new();
    private readonly Func<HookEvent, Task<SessionAnswer>> answer;

    private OpenCodeSocket(string path, Func<HookEvent, Task<SessionAnswer>> answer)
    {
        this.answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path));
        server = builder.Build();
        server.MapPost("/hooks/opencode", Answer);
        server.MapPost("/hooks/opencode/request", AnswerRequest);
        server.MapPost("/hooks/opencode/usage", () => Results.NoContent());
    }

    /// <summary>Every event, as it was read.</summary>
    public ConcurrentQueue<HookEvent> Events { get; } = new();

    /// <summary>
    /// What is answered to each question whether a request may be made; null is a brain that can't say.
    /// </summary>
    public Func<int, ModelRequestAnswer?> MayRequest { get; init; } = _ => new(Go: true, null, Hard: false);

    /// <summary>How often it was asked.</summary>
    public int Asked;

    /// <summary>Listens, and answers each event.</summary>
    /// <param name="path">The socket; whatever is there is somebody else's.</param>
    /// <param name="answer">What is answered, and when.</param>
    /// <param name="mayRequest">May a request be made; it may where this is null.</param>
    public static async Task<OpenCodeSocket> Listen(
        string path,
        Func<HookEvent, Task<SessionAnswer>> answer,
        Func<int, ModelRequestAnswer?>? mayRequest = null
    )
    {
        var socket = mayRequest is null
            ? new OpenCodeSocket(path, answer)
            : new OpenCodeSocket(path, answer) { MayRequest = mayRequest };
        await socket.server.StartAsync();
        return socket;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        var told = adapter.Read(await Body(context), named: null).Event;
        Events.Enqueue(told);
        var given = await answer(told);
        await context.Response.BodyWriter.WriteAsync(adapter.Write(given.Sanitized(), told));
    }

    private async Task AnswerRequest(HttpContext context)
    {
        if (MayRequest(Interlocked.Increment(ref Asked)) is { } may)
            await context.Response.BodyWriter.WriteAsync(OpenCodeRequests.Write(may));
        else
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    private static async Task<ReadOnlyMemory<byte>> Body(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
