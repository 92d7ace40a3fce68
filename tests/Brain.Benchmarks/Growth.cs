using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>Whether a Stop stays as fast when the table has grown from a thousand turns to a million.</summary>
internal static class Growth
{
    private const int Stops = 1_500;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        await Fill(place, 1_000);
        var small = await StopTime(place);
        await Fill(place, 1_000_000);
        var large = await StopTime(place);
        yield return new(
            "stop_p50_at_1000000_turns",
            large,
            "ms",
            small,
            "the same at 1,000 turns",
            "<= 1.2",
            large <= 1.2 * small
        );
    }

    private static async Task<double> StopTime(Workbench place)
    {
        using var http = place.Http(1);
        var session = Guid.NewGuid();
        var times = new List<double>();
        for (var i = 0; i < Stops; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await Load.Post(http, Payload.Stop(session));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Times(times.Skip(300)).P50;
    }

    private static Task Fill(Workbench place, int turns) =>
        place.Run(
            $"""
            with s as (
              insert into v2.sessions (started_at, turn_count) select now(), 100 from generate_series(1, {turns
                / 100}) returning id)
            insert into v2.turns (session_id, turn_num, prompt_id, started_at, ended_at, user_message, assistant_response)
            select s.id, n, gen_random_uuid(), now(), now(), repeat('asked ', 20), repeat('said ', 60) from s, generate_series(1, 100) n;
            analyze v2.turns; analyze v2.sessions;
            """
        );
}
