using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>
/// How long a PreToolUse decision takes with 1,000 sessions active: the round trip on an open connection.
/// </summary>
internal static class DecisionTime
{
    private const int Sessions = 1_000;
    private const int Decisions = 6_000;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var http = place.Http(8);
        var sessions = Enumerable
            .Range(0, Sessions)
            .Select(_ => (Id: Guid.NewGuid(), Prompt: Guid.NewGuid()))
            .ToArray();
        await Parallel.ForEachAsync(sessions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (session, _) =>
            await Load.Post(http, Payload.Prompt(session.Id, session.Prompt))
        );

        var decided = new List<double>();
        var healthy = new List<double>();
        for (var i = 0; i < Decisions; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await Load.Post(http, Payload.PreToolUse(sessions[i % Sessions].Id, sessions[i % Sessions].Prompt, i));
            decided.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (i % 4 != 0)
                continue;
            began = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync("/healthz");
            healthy.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        var (decision, floor) = (new Times(decided.Skip(1_000)), new Times(healthy.Skip(200)));
        yield return new(
            "decision_round_trip_p50",
            decision.P50,
            "ms",
            floor.P50,
            "GET /healthz on the same connection"
        );
        yield return new(
            "decision_server_p50",
            decision.P50 - floor.P50,
            "ms",
            floor.P50,
            "round trip less that of /healthz",
            "<= 0.3 ms",
            decision.P50 - floor.P50 <= 0.3
        );
        yield return new(
            "decision_round_trip_p99",
            decision.P99,
            "ms",
            floor.P99,
            "GET /healthz on the same connection",
            "<= 2 ms",
            decision.P99 <= 2
        );
    }
}
