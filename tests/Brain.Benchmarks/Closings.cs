using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Brain.Benchmarks;

/// <summary>How long <c>/done</c> takes for a session of 500 turns, without a model.</summary>
internal static class Closings
{
    private const int Turns = 500;
    private const int Sessions = 5;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var http = place.Http(1);
        var took = new List<double>();
        for (var i = 0; i < Sessions; i++)
        {
            var session = Guid.NewGuid();
            await place.Run(
                $"""
                insert into v2.sessions (id, project_path, started_at, turn_count) values ('{session}', '/home/me/site', now(), {Turns});
                with t as (
                  insert into v2.turns (session_id, turn_num, prompt_id, started_at, ended_at, user_message, assistant_response)
                  select '{session}', n, gen_random_uuid(), now(), now(), 'please change file ' || n || repeat(' and more', 20), repeat('done and said. ', 40)
                  from generate_series(1, {Turns}) n
                  returning id)
                insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, target, status, ok, started_at)
                select '{session}', t.id, t.id || ':' || n, 'Edit', '/home/me/site/a.txt', 'ok', true, now() from t, generate_series(1, 4) n;
                """
            );
            var request = new JsonObject
            {
                ["kind"] = "done",
                ["args"] = "",
                ["session"] = session.ToString(),
            }.ToJsonString();
            using var content = new StringContent(request, System.Text.Encoding.UTF8, "application/json");
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync("/errands", content);
            answer.EnsureSuccessStatusCode();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (
                await place.Read<long>(
                    $"select count(*) from v2.turns where session_id = '{session}' and classified_at is null"
                ) != 0
            )
                throw new InvalidOperationException("Turns were left unclassified.");
        }

        yield return new(
            "done_500_turns",
            new Times(took).P50,
            "ms",
            Target: "< 2000 ms",
            Met: new Times(took).P50 < 2_000
        );
    }
}
