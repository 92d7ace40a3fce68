using System.Globalization;
using System.Text.Json;
using Brain.Silo.Security;
using Microsoft.AspNetCore.Http.Features;

namespace Brain.Silo.Dashboard;

/// <summary>
/// Server-sent events for an open page: which things changed, and never what they say. A browser that comes back names
/// the last event it heard, and is told that everything may have changed since.
/// </summary>
internal sealed class DashboardStream(
    DashboardWatch watch,
    BrowserLogins logins,
    IHostApplicationLifetime life,
    TimeProvider clock
)
{
    private const int RetryMs = 1_000;

    // So that a proxy or a sleeping network does not take a quiet line for a dead one.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Tells until the browser goes, is signed out, or the silo stops.</summary>
    public async Task Serve(HttpContext context)
    {
        using var follower = watch.Follow();
        if (follower is null)
        {
            await ErrorBody.Write(
                context,
                503,
                $"{DashboardWatch.FollowersMax} dashboards are open already; this page stands still."
            );
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            life.ApplicationStopping
        );
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        try
        {
            await context.Response.WriteAsync($"retry: {RetryMs}\n", stop.Token);
            await Write(context, "hello", ["hello"], stop.Token);
            if (WasHere(context.Request))
                await Write(context, "change", ["all"], stop.Token);
            while (MayStay(context.Request))
                await Next(context, follower, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The page is closed, or the silo stops.
        }
    }

    private async Task Next(HttpContext context, DashboardFollower follower, CancellationToken stop)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var next = follower.Next(quiet.Token);
        await Task.WhenAny(next, Task.Delay(Beat, clock, quiet.Token));
        await quiet.CancelAsync();
        try
        {
            var changed = await next;
            // Signed out in the meantime: nothing more is told.
            if (MayStay(context.Request))
                await Write(context, "change", changed, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            await context.Response.WriteAsync(": \n\n", stop);
            await context.Response.Body.FlushAsync(stop);
        }
    }

    private async Task Write(HttpContext context, string name, string[] topics, CancellationToken stop)
    {
        var data = JsonSerializer.Serialize(topics, TopicsJson.Default.StringArray);
        await context.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"id: {watch.Version}\nevent: {name}\ndata: {data}\n\n"),
            stop
        );
        await context.Response.Body.FlushAsync(stop);
    }

    // While it was away nothing may have been followed, so nobody knows what it missed.
    private static bool WasHere(HttpRequest request) => request.Headers["Last-Event-ID"] is [{ Length: > 0 }, ..];

    // By a cookie it stays while that is good; by a token or the socket it came in for good.
    private bool MayStay(HttpRequest request) =>
        request.Cookies[logins.Cookie] is not { } cookie || logins.Opens(cookie);
}

/// <summary>The format of what is told.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class TopicsJson : System.Text.Json.Serialization.JsonSerializerContext;
