using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Brain.Silo.Mcp;

/// <summary>Tells a client that its call is still at work, when it asked to be told by a progress token.</summary>
internal sealed class McpProgress(TimeProvider clock)
{
    /// <summary>How often: a client that counts silence as failure hears of it in time.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Waits for some work, and tells of it meanwhile.</summary>
    /// <param name="work">What the client waits for.</param>
    /// <param name="name">The tool.</param>
    /// <param name="request">Who asked, and by which token it wants to be told.</param>
    /// <param name="stop">The client gave it up.</param>
    public async Task<T> While<T>(
        Task<T> work,
        string name,
        RequestContext<CallToolRequestParams> request,
        CancellationToken stop
    )
    {
        if (request.Params?.ProgressToken is not { } token)
            return await work;
        for (var passed = Every; ; passed += Every)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(work, Task.Delay(Every, clock, over.Token));
            await over.CancelAsync();
            if (work.IsCompleted || stop.IsCancellationRequested)
                return await work;
            await request.Server.NotifyProgressAsync(
                token,
                new() { Progress = (float)passed.TotalSeconds, Message = $"{name} is at work" },
                cancellationToken: stop
            );
        }
    }
}
