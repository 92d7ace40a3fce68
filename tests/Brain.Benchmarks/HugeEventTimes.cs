using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Brain.Benchmarks;

/// <summary>What the largest events cost: ten megabytes of a tool's input, and 20,000 calls of one batch.</summary>
internal static class HugeEventTimes
{
    private const int Runs = 20;
    private const int InputBytes = 10 * 1024 * 1024;
    private const int Calls = 20_000;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var http = place.Http(4);
        var session = Guid.NewGuid();
        var small = await Time(http, Runs, _ => Payload.PreToolUse(session, session, 0));
        var input = JsonSerializer.Serialize(
            new
            {
                file_path = "/home/me/a",
                content = string.Concat(Enumerable.Repeat("a line \"quoted\"\n", InputBytes / 16)),
            }
        );
        var large = await Time(http, Runs, run =>
            Encoding.UTF8.GetBytes(
                $$"""{"session_id":"{{session}}","hook_event_name":"PreToolUse","tool_name":"Write","tool_use_id":"huge_{{run}}","tool_input":{{input}}}"""
            )
        );
        yield return new(
            "input_10mb_p50",
            large.P50,
            "ms",
            small.P50,
            "the same hook with 2 KB",
            "<= 250 ms",
            large.P50 <= 250
        );
        yield return new(
            "input_10mb_p99",
            large.P99,
            "ms",
            small.P99,
            "the same hook with 2 KB",
            "<= 1000 ms",
            large.P99 <= 1_000
        );

        var batch = await Time(http, 3, run =>
            Encoding.UTF8.GetBytes(
                $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"PostToolBatch","tool_calls":{{JsonSerializer.Serialize(Some(run))}}}"""
            )
        );
        yield return new("batch_20000_p50", batch.P50, "ms", small.P50, "a PreToolUse of 2 KB");
    }

    private static IEnumerable<object> Some(int run) =>
        Enumerable
            .Range(0, Calls)
            .Select(call => new
            {
                tool_name = "Read",
                tool_use_id = $"batch_{run}_{call}",
                tool_input = new { file_path = $"/home/me/{call}" },
            });

    private static async Task<Times> Time(HttpClient http, int runs, Func<int, byte[]> payload)
    {
        var times = new List<double>();
        for (var run = 0; run <= runs; run++)
        {
            var bytes = payload(run);
            var began = Stopwatch.GetTimestamp();
            await Load.Post(http, bytes);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new(times.Skip(1));
    }
}
