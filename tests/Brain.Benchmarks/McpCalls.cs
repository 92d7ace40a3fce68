using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Brain.Benchmarks;

/// <summary>
/// What MCP costs beside the same question over plain HTTP, and what the bridge over stdio takes to begin.
/// </summary>
internal static class McpCalls
{
    private const int Runs = 300;
    private const int Warm = 20;

    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}""";

    private const string Folder = "/bench/mcp";

    private const string Everywhere =
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"words":"zyxwvutsrq importer","project":"all"}}}""";

    // As agents call it: in the project of the session that they speak from.
    private const string Here =
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"words":"zyxwvutsrq importer"}}}""";

    private const string PlainEverywhere = """{"words":"zyxwvutsrq importer","limit":8}""";
    private const string PlainHere = $$"""{"words":"zyxwvutsrq importer","limit":8,"project":"{{Folder}}"}""";

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var http = place.Http(1);
        yield return await Calls(http, "mcp_call_p50", Everywhere, PlainEverywhere);
        await Begin(http);
        yield return await Calls(http, "mcp_call_of_a_session_p50", Here, PlainHere);

        var (bridge, curl) = (new List<double>(), new List<double>());
        var line = Encoding.UTF8.GetBytes(Initialize + "\n");
        for (var run = 0; run < Runs / 3; run++)
        {
            bridge.Add(HookProcess.Run(place, [place.Client, "mcp"], line));
            curl.Add(HookProcess.Run(place, Curl(place), line));
        }

        var (began, straight) = (new Times(bridge.Skip(5)), new Times(curl.Skip(5)));
        yield return new(
            "mcp_bridge_start_p50",
            began.P50,
            "ms",
            straight.P50,
            "curl --unix-socket, same initialize",
            "<= 15 ms",
            began.P50 <= 15
        );
    }

    private static async Task<Figure> Calls(HttpClient http, string name, string call, string question)
    {
        var (mcp, plain) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            mcp.Add(await Time(() => Call(http, call)));
            plain.Add(await Time(() => http.PostAsync("/search", Json(question))));
        }

        var (over, bare) = (new Times(mcp.Skip(Warm)), new Times(plain.Skip(Warm)));
        return new(
            name,
            over.P50,
            "ms",
            bare.P50,
            "POST /search, same words",
            "<= 2 ms more",
            over.P50 <= bare.P50 + 2
        );
    }

    // A session that lives in this process, so that what it calls is called by it.
    private static async Task Begin(HttpClient http)
    {
        using var start = new HttpRequestMessage(HttpMethod.Post, "/hooks/claude-code")
        {
            Content = Json(
                $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"{{Folder}}"}"""
            ),
        };
        start.Headers.Add("Brain-Process", $"{Environment.ProcessId}");
        using var answer = await http.SendAsync(start);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<double> Time(Func<Task<HttpResponseMessage>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await ask();
        await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode
            ? Stopwatch.GetElapsedTime(began).TotalMilliseconds
            : throw new InvalidOperationException($"The silo answered with {answer.StatusCode}.");
    }

    private static async Task<HttpResponseMessage> Call(HttpClient http, string call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = Json(call),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        return await http.SendAsync(request);
    }

    private static StringContent Json(string body) =>
        new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private static string[] Curl(Workbench place) =>
        [
            "curl",
            "-s",
            "-o",
            "/dev/null",
            "--unix-socket",
            place.Socket,
            "-H",
            "Content-Type: application/json",
            "-H",
            "Accept: application/json, text/event-stream",
            "--data-binary",
            "@-",
            "http://localhost/mcp",
        ];
}
