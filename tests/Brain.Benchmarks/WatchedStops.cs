using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Brain.Benchmarks;

/// <summary>
/// What ten personas that watch cost a Stop: whole turns of two tool calls, with nobody watching and with ten.
/// </summary>
internal static class WatchedStops
{
    private const int Personas = 10;
    private const int Turns = 600;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var http = place.Http(1);
        await StopTime(http);
        var alone = await StopTime(http);
        for (var i = 0; i < Personas; i++)
            await Errand(http, "persona", $"create Watcher{(char)('A' + i)} 🔧 \"APIs and file {i}\"");
        await StopTime(http);
        var watched = await StopTime(http);
        var comments = await place.Read<long>("select count(*) from v2.persona_comments");
        if (comments < Personas * Turns)
            throw new InvalidOperationException(
                $"{Personas} personas commented {comments} times on {2 * Turns} turns."
            );
        yield return new(
            "stop_with_10_personas_p50",
            watched,
            "ms",
            alone,
            "the same with none",
            "<= 1.5",
            watched <= 1.5 * alone
        );
    }

    /// <summary>Does a command as the command line does, and insists that it was done.</summary>
    public static async Task<string> Errand(HttpClient http, string kind, string args)
    {
        var request = new JsonObject { ["kind"] = kind, ["args"] = args }.ToJsonString();
        using var content = new StringContent(request, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/errands", content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{kind} {args}: {text}");
    }

    private static async Task<double> StopTime(HttpClient http)
    {
        var session = Guid.NewGuid();
        var times = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var prompt = Guid.NewGuid();
            await Load.Post(http, Payload.Prompt(session, prompt));
            await Load.Post(http, Payload.PreToolUse(session, prompt, turn * 2));
            await Load.Post(http, Payload.PreToolUse(session, prompt, (turn * 2) + 1));
            var began = Stopwatch.GetTimestamp();
            await Load.Post(http, Payload.Stop(session, prompt));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Times(times.Skip(Turns / 4)).P50;
    }
}
