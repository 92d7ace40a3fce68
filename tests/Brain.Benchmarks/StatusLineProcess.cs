using System.Text;

namespace Brain.Benchmarks;

/// <summary>What one status line costs as a whole process, of a session that is known.</summary>
internal static class StatusLineProcess
{
    private const int Runs = 200;
    private const double MsMax = 10;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        var session = Guid.NewGuid();
        HookProcess.Run(place, [place.Client, "hook", "claude-code"], Payload.Stop(session));
        var sent = Encoding.UTF8.GetBytes(
            $$"""{"session_id":"{{session}}","model":{"display_name":"Opus 5.5"},"cost":{"total_cost_usd":0.0119894} }"""
        );
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
            times.Add(HookProcess.Run(place, [place.Client, "statusline"], sent));
        var whole = new Times(times.Skip(5));
        yield return new(
            "statusline_p50",
            whole.P50,
            "ms",
            MsMax,
            "a line after every answer",
            "<= 10 ms",
            whole.P50 <= MsMax
        );
        yield return new("statusline_p99", whole.P99, "ms", MsMax, "a line after every answer");
        await Task.CompletedTask;
    }
}
