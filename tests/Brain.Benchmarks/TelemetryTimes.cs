using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Brain.Benchmarks;

/// <summary>
/// How many log records the receiver takes in a second of one core, of which one in ten tells of a request, as Claude
/// Code sends them; and what a hook costs with traces and metrics going out and without.
/// </summary>
internal static class TelemetryTimes
{
    private const int Exports = 40;
    private const int RecordsEach = 500;
    private const int RequestsEach = 50;
    private const int Hooks = 1_500;
    private const int RecordsMin = 5_000;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var http = place.Http(1);
        var session = Guid.NewGuid();
        await Load.Post(http, Payload.Stop(session));
        await Send(http, Export(session, -1));
        var (began, used) = (Stopwatch.GetTimestamp(), Process.GetProcessById(place.SiloId).TotalProcessorTime);
        for (var export = 0; export < Exports; export++)
            await Send(http, Export(session, export));
        var (wall, core) = (
            Stopwatch.GetElapsedTime(began).TotalSeconds,
            (Process.GetProcessById(place.SiloId).TotalProcessorTime - used).TotalSeconds
        );
        var (total, perCore) = (Exports * RecordsEach, Exports * RecordsEach / core);
        yield return new(
            "telemetry_records_per_core_second",
            perCore,
            "records/s",
            RecordsMin,
            "promised",
            ">= 5000 a second on one core",
            perCore >= RecordsMin
        );
        yield return new("telemetry_records_per_second", total / wall, "records/s", Against: "one sender, in turn");

        var off = await HookTime(place);
        await place.Stop();
        await File.WriteAllTextAsync(
            Path.Combine(place.Home, "brain.json"),
            """{"telemetry": {"endpoint": "http://127.0.0.1:9"}}"""
        );
        await place.Start();
        var on = await HookTime(place);
        File.Delete(Path.Combine(place.Home, "brain.json"));
        await place.Stop();
        await place.Start();
        yield return new("hook_with_telemetry_out_p50", on.P50, "ms", off.P50, "without, the same silo");
        yield return new("hook_with_telemetry_out_p99", on.P99, "ms", off.P99, "without, the same silo");
    }

    private static async Task<Times> HookTime(Workbench place)
    {
        using var http = place.Http(1);
        var times = new List<double>();
        for (var hook = 0; hook < Hooks; hook++)
        {
            var began = Stopwatch.GetTimestamp();
            await Load.Post(http, Payload.Stop(Guid.NewGuid()));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new(times.Skip(Hooks / 3));
    }

    private static async Task Send(HttpClient http, string export)
    {
        using var content = new StringContent(export, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.PostAsync("/v1/logs", content);
        var said = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || said != "{}")
            throw new InvalidOperationException($"/v1/logs answered {(int)answer.StatusCode}: {said}");
    }

    private static string Export(Guid session, int export)
    {
        var records = Enumerable
            .Range(0, RecordsEach)
            .Select(record => record < RequestsEach ? Request(session, $"{export}x{record}") : Other(session, record));
        return """{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":"""
            + """{"stringValue":"claude-code"}}]},"scopeLogs":[{"logRecords":["""
            + string.Join(',', records)
            + "]}]}]}";
    }

    private static string Request(Guid session, string id) =>
        Record(
            session,
            "api_request",
            $$"""
            {"key":"model","value":{"stringValue":"claude-opus-5-5"} },{"key":"input_tokens","value":{"intValue":5} },
            {"key":"output_tokens","value":{"intValue":17} },{"key":"cache_read_tokens","value":{"intValue":14877} },
            {"key":"cache_creation_tokens","value":{"intValue":1545} },{"key":"cost_usd","value":{"doubleValue":0.011} },
            {"key":"request_id","value":{"stringValue":"req_{{session}}_{{id}}"} },{"key":"duration_ms","value":{"intValue":110} }
            """
        );

    private static string Other(Guid session, int record) =>
        Record(
            session,
            record % 2 == 0 ? "tool_result" : "hook_execution_complete",
            """
            {"key":"tool_name","value":{"stringValue":"Bash"}},{"key":"success","value":{"stringValue":"true"}},
            {"key":"duration_ms","value":{"stringValue":"99"}},{"key":"tool_input_size_bytes","value":{"stringValue":"54"}},
            {"key":"num_hooks","value":{"stringValue":"1"}},{"key":"hook_event","value":{"stringValue":"PreToolUse"}}
            """
        );

    private static string Record(Guid session, string name, string attributes) =>
        $$"""
        {"timeUnixNano":"1795978835991000000","observedTimeUnixNano":"1795978835991000000","body":{"stringValue":"claude_code.{{name}}"},
        "attributes":[{"key":"user.id","value":{"stringValue":"840f10b1b6270169639d0df09ec37601d0010c5011455702145a4fdd1efd459e"} },
        {"key":"session.id","value":{"stringValue":"{{session}}"} },{"key":"event.name","value":{"stringValue":"{{name}}"} },
        {"key":"event.timestamp","value":{"stringValue":"2026-11-29T19:00:35.991Z"} },{"key":"event.sequence","value":{"intValue":10} },
        {"key":"prompt.id","value":{"stringValue":"682b50c8-07a6-4282-bc9d-0866b39967ab"} },{{attributes}}],
        "droppedAttributesCount":0,"flags":1,"traceId":"08de7c0260b56fe857d1b970d4c0c0d2","spanId":"0f375eafb0724bd0"}
        """;
}
