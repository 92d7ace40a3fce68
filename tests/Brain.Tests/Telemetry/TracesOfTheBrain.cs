using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Brain.Silo.Telemetry;
using Brain.Tests.Personas;

namespace Brain.Tests.Telemetry;

public sealed class TracesOfTheBrain : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = "b7ad6b7169203331";

    // Other silos of this process measure theirs.
    private readonly string _model = $"claude-{Guid.NewGuid():N}";
    private readonly SiloFixture _silo = new();
    private readonly HttpListener _collector = new();
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _sent = new();

    public async ValueTask InitializeAsync()
    {
        var port = Random.Shared.Next(15_000, 19_000);
        _collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        _collector.Start();
        _ = Collect();
        await _silo.InitializeAsync();
        await _silo.Sleep();
        await File.WriteAllTextAsync(
            Path.Combine(_silo.Settings.Home, "brain.json"),
            $$"""{"telemetry": { "endpoint": "http://127.0.0.1:{{port}}" } }"""
        );
        await _silo.Wake();
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _collector.Close();
    }

    [Fact]
    public async Task Go_from_the_hook_through_the_grain_to_the_database_under_the_agents_own_span()
    {
        var id = Guid.NewGuid();
        await _silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp/{{id}}"}""",
            with: request => request.Headers.Add("traceparent", $"00-{Trace}-{Parent}-01")
        );

        var until = DateTime.UtcNow.AddMinutes(2);
        while (!IsWhole(Spans()) && DateTime.UtcNow < until)
            await Task.Delay(100);
        var spans = Spans();

        var hook = Assert.Single(spans, span => span.Scope == "Microsoft.AspNetCore");
        Assert.Equal(Parent, hook.Parent);
        Assert.Contains(spans, span => span.Name.Contains("ISessionGrain", StringComparison.Ordinal));
        Assert.Contains(spans, span => span.Scope == "Npgsql");
        Assert.All(spans, span => Assert.Contains(span.Parent, spans.Select(one => one.Id).Append(Parent)));
    }

    [Fact]
    public async Task Of_a_hook_hang_under_the_span_that_the_agent_hands_its_program()
    {
        var client = Environment.GetEnvironmentVariable("BRAIN_TEST_CLIENT");
        Assert.SkipWhen(string.IsNullOrEmpty(client) || !File.Exists(client), "BRAIN_TEST_CLIENT names no client.");
        var start = new ProcessStartInfo(client!, ["hook", "claude-code"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["BRAIN_HOME"] = _silo.Settings.Home;
        start.Environment["TRACEPARENT"] = $"00-{Trace}-{Parent}-01";
        using var hook = Process.Start(start)!;
        await hook.StandardInput.WriteAsync(
            $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp"}"""
        );
        hook.StandardInput.Close();
        await hook.WaitForExitAsync();
        Assert.Equal(0, hook.ExitCode);

        var until = DateTime.UtcNow.AddMinutes(2);
        while (!IsWhole(Spans()) && DateTime.UtcNow < until)
            await Task.Delay(100);
        Assert.Equal(Parent, Assert.Single(Spans(), span => span.Scope == "Microsoft.AspNetCore").Parent);
    }

    [Fact]
    public async Task Are_counted_for_whoever_scrapes()
    {
        await _silo.Socket.GetStringAsync("/metrics");
        await _silo.Hook(
            $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp"}"""
        );

        // What was scraped last is answered for a moment.
        var (page, until) = ("", DateTime.UtcNow.AddMinutes(2));
        while (!page.Contains("SessionStart", StringComparison.Ordinal) && DateTime.UtcNow < until)
            page = await _silo.Socket.GetStringAsync("/metrics");
        Assert.Contains("brain_hook_duration_seconds_count", page, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", page, StringComparison.Ordinal);
        Assert.Contains("db_client", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Come_with_tokens_that_no_telemetry_told_of_each_request_once()
    {
        var talk = new ScriptedSession(_silo, "/home/me/counted");
        await talk.Start();
        var file = Path.Combine(_silo.Settings.Home, $"{talk.Id}.jsonl");
        await File.WriteAllTextAsync(file, Line("msg_1", 1_234_567) + Line("msg_1", 1_234_567));
        await talk.Prompt("count it");
        await talk.Hook("Stop", ("last_assistant_message", "Done."), ("transcript_path", file));
        var first = await Sum("1234567");
        await File.AppendAllTextAsync(file, Line("msg_1", 1_234_567) + Line("msg_2", 1_000_000));
        await talk.Prompt("count more");
        await talk.Hook("Stop", ("last_assistant_message", "Done."), ("transcript_path", file));

        Assert.NotEqual("", first);
        Assert.NotEqual("", await Sum("2234567"));
        var until = DateTime.UtcNow.AddMinutes(3);
        while (!IsMeasured() && DateTime.UtcNow < until)
            await Task.Delay(100);
        Assert.True(IsMeasured());
    }

    private string Line(string message, long output) =>
        $$$$"""
        {"type":"assistant","timestamp":"2026-11-30T12:00:00Z","requestId":"req_{{{{message}}}}","message":{"id":"{{{{message}}}}","model":"{{{{_model}}}}","usage":{"input_tokens":5,"output_tokens":{{{{output}}}}}}}

        """;

    // The line of the page with this sum of written tokens.
    private async Task<string> Sum(string sum)
    {
        var until = DateTime.UtcNow.AddMinutes(2);
        while (DateTime.UtcNow < until)
        {
            var lines = (await _silo.Socket.GetStringAsync("/metrics")).Split('\n');
            if (Array.Find(lines, line => IsSum(line, sum)) is { } found)
                return found;
            await Task.Delay(100);
        }

        return "";
    }

    private bool IsSum(string line, string sum) =>
        line.StartsWith("gen_ai_client_token_usage", StringComparison.Ordinal)
        && line.Contains("_sum{", StringComparison.Ordinal)
        && line.Contains(_model, StringComparison.Ordinal)
        && line.Contains("gen_ai_token_type=\"output\"", StringComparison.Ordinal)
        && line.Contains($" {sum}", StringComparison.Ordinal);

    private bool IsMeasured() =>
        _sent.Any(one =>
            one.Path == "/v1/metrics"
            && Encoding.UTF8.GetString(one.Body).Contains("gen_ai.client.token.usage", StringComparison.Ordinal)
        );

    private static bool IsWhole(Span[] spans) =>
        spans.Any(span => span.Scope == "Microsoft.AspNetCore") && spans.Any(span => span.Scope == "Npgsql");

    private Span[] Spans() =>
        [
            .. _sent
                .Where(one => one.Path == "/v1/traces")
                .SelectMany(one => Parts(one.Body, 1))
                .SelectMany(resource => Parts(resource, 2))
                .SelectMany(scope =>
                    Parts(scope, 2)
                        .Select(span => new Span(
                            Text(Parts(scope, 1)[0], 1),
                            Text(span, 5),
                            Convert.ToHexStringLower(Parts(span, 1)[0]),
                            Convert.ToHexStringLower(Parts(span, 2)[0]),
                            Parts(span, 4) is [var parent] ? Convert.ToHexStringLower(parent) : ""
                        ))
                )
                .Where(span => span.Trace == Trace),
        ];

    private static List<byte[]> Parts(byte[] message, int field)
    {
        var parts = new List<byte[]>();
        var fields = new ProtobufReader(message);
        while (fields.Next())
        {
            if (fields.Field == field)
                parts.Add(fields.Bytes.ToArray());
        }

        return parts;
    }

    private static string Text(byte[] message, int field) =>
        Parts(message, field) is [var text, ..] ? Encoding.UTF8.GetString(text) : "";

    private async Task Collect()
    {
        while (_collector.IsListening)
        {
            try
            {
                var context = await _collector.GetContextAsync();
                var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _sent.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private sealed record Span(string Scope, string Name, string Trace, string Id, string Parent);
}
