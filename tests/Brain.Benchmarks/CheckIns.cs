using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>How long a check-in takes when its persona has made 100,000 comments.</summary>
internal static class CheckIns
{
    private const int Comments = 100_000;
    private const int Rounds = 300;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var http = place.Http(1);
        await WatchedStops.Errand(http, "persona", "create Chatty 🔧 \"everything\"");
        var few = await Time(http);
        await place.Run(
            $"""
            with s as (
              insert into v2.sessions (started_at, turn_count) select now(), 100 from generate_series(1, {Comments
                / 100}) returning id),
            t as (
              insert into v2.turns (session_id, turn_num, started_at, ended_at) select s.id, n, now(), now() from s, generate_series(1, 100) n
              returning id, session_id, turn_num)
            insert into v2.persona_comments (persona_id, session_id, turn_id, turn_num, comment, rating, rated_at)
            select p.id, t.session_id, t.id, t.turn_num, 'said something of turn ' || t.turn_num,
              case when t.turn_num % 3 = 0 then 'useful' end, case when t.turn_num % 3 = 0 then now() end
            from t, v2.personas p where p.name = 'Chatty';
            analyze v2.persona_comments;
            """
        );
        var many = await Time(http);
        yield return new("checkin_p50_at_100000_comments", many, "ms", few, "the same with none", "<= 5 ms", many <= 5);
    }

    private static async Task<double> Time(HttpClient http)
    {
        var took = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await WatchedStops.Errand(http, "checkin", "Chatty");
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Times(took.Skip(Rounds / 5)).P50;
    }
}
