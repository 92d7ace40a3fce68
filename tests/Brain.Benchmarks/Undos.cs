using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Brain.Benchmarks;

/// <summary>How long it takes to list what undoing a session of 3,000 turns and 6,000 calls would change.</summary>
internal static class Undos
{
    private const int Turns = 3_000;
    private const int Rounds = 7;
    private const int MsMax = 2_000;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var http = place.Http(1);
        var few = await Time(http, await Session(place, 10));
        var many = await Time(http, await Session(place, Turns));
        yield return new(
            "undo_session_of_3000_turns_p50",
            many,
            "ms",
            few,
            "the same of 10 turns",
            "<= 2000 ms",
            many <= MsMax
        );
    }

    private static async Task<Guid> Session(Workbench place, int turns)
    {
        var session = Guid.NewGuid();
        await place.Run(
            $"""
            insert into v2.sessions (id, project_path, started_at, turn_count) values ('{session}', '/home/me/site', now(), {turns});
            with t as (
              insert into v2.turns (session_id, turn_num, prompt_id, started_at, ended_at, user_message, assistant_response)
              select '{session}', n, gen_random_uuid(), now(), now(), 'please change file ' || n || repeat(' and more', 20), repeat('done and said. ', 40)
              from generate_series(1, {turns}) n
              returning id)
            insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, target, status, ok, started_at)
            select '{session}', t.id, t.id || ':' || n, 'Edit', '/home/me/site/a.txt', 'ok', true, now() from t, generate_series(1, 2) n;
            """
        );
        return session;
    }

    private static async Task<double> Time(HttpClient http, Guid session)
    {
        var request = new JsonObject
        {
            ["kind"] = "undo",
            ["args"] = "session",
            ["session"] = session.ToString(),
        }.ToJsonString();
        var took = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            using var content = new StringContent(request, System.Text.Encoding.UTF8, "application/json");
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync("/errands", content);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsStringAsync();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Times(took.Skip(1)).P50;
    }
}
