using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>
/// How long a broadcast to 100 and to 1,000 personas takes beside a single question, with a model that answers at once.
/// </summary>
internal static class Broadcasts
{
    private const int Asks = 60;
    private const int Rounds = 12;

    // As Ollama says it.
    private const string NoneOfThem =
        """{"model":"instant","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"None of them."},"done":false}"""
        + "\n"
        + """{"model":"instant","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":1,"load_duration":1,"prompt_eval_count":10,"prompt_eval_duration":1,"eval_count":3,"eval_duration":1}"""
        + "\n";

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var model = new InstantServer("application/x-ndjson", _ => NoneOfThem);
        await File.WriteAllTextAsync(
            Path.Combine(place.Home, "brain.json"),
            $$$"""{"chat":{"provider":"ollama","model":"instant","endpoint":"http://127.0.0.1:{{{model.Port}}}"}}"""
        );
        using var http = place.Http(1);
        foreach (var (many, target) in new[] { (100, (string?)"<= 2"), (1_000, null) })
        {
            await place.Run(
                $"""
                insert into v2.personas (name, emoji, job)
                select 'Voice' || n, '🔧', 'part ' || n from generate_series(
                  (select count(*) + 1 from v2.personas where name like 'Voice%'),
                  {many} - (select count(*) from v2.personas where name not like 'Voice%' and status = 'active')) n
                """
            );
            await Task.Delay(TimeSpan.FromSeconds(3));
            var ask = await Time(http, Asks, "ask", "Voice1 which endpoint pages?");
            var all = await Time(http, Rounds, "broadcast", "which endpoint pages?");
            yield return new(
                $"broadcast_to_{many}_p50",
                all,
                "ms",
                ask,
                "a single ask",
                target,
                target is null ? null : all <= 2 * ask
            );
        }

        File.Delete(Path.Combine(place.Home, "brain.json"));
    }

    private static async Task<double> Time(HttpClient http, int times, string kind, string args)
    {
        var took = new List<double>();
        for (var i = 0; i < times + 3; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await WatchedStops.Errand(http, kind, args);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Times(took.Skip(3)).P50;
    }
}
