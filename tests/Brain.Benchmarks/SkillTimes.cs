using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Brain.Benchmarks;

/// <summary>
/// How long it takes to read skills, to see that nothing changed, to find one, and to tell of some at a session's
/// start: folders of a SKILL.md of 6 KB and a script of 2 KB.
/// </summary>
internal static class SkillTimes
{
    private const int Synced = 1_000;
    private const int Searched = 5_000;
    private const int Rounds = 7;
    private const int Searches = 200;

    // Two looks at the folders.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EmbeddedMax = TimeSpan.FromMinutes(20);

    private static readonly string[] Verbs = ["Deploys", "Reviews", "Tests", "Draws", "Converts", "Checks", "Writes"];
    private static readonly string[] Things =
    ["services", "invoices", "diagrams", "migrations", "letters", "tables", "images", "contracts", "schedules"];
    private static readonly string[] Places = ["Kubernetes", "Postgres", "PDF", "Excel", "Terraform", "React", "Rust"];

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        var folder = Directory.CreateTempSubdirectory("skills").FullName;
        try
        {
            using var http = place.Http(2);
            await PipelineRuns.Quiet(place);
            var none = await PipelineRuns.Rest(place, Rest);
            Write(folder, 0, Synced);
            var first = await Sync(http, folder);
            yield return new("skills_sync", first, "ms", null, $"{Synced} new ones", "<= 3000 ms", first <= 3_000);
            var again = new List<double>();
            for (var round = 0; round < Rounds; round++)
                again.Add(await Sync(http, folder));
            var same = again.Order().ElementAt(Rounds / 2);
            yield return new("skills_sync_unchanged", same, "ms", null, $"{Synced}", "<= 500 ms", same <= 500);
            await Embedded(place, Synced);
            await PipelineRuns.Quiet(place);
            var some = await PipelineRuns.Rest(place, Rest);
            yield return new(
                "skills_watched",
                some.SiloMs + some.PostgresMs,
                "ms of processor a minute",
                none.SiloMs + none.PostgresMs,
                $"no skill; {Synced} that are as they were, silo and Postgres",
                "near zero more"
            );
            yield return await Starts(place, http);
            Write(folder, Synced, Searched);
            await Sync(http, folder);
            var byWords = await Search(http);
            yield return new("skills_search_by_words", byWords, "ms p50", null, $"{Searched} skills");
            await Embedded(place, Searched);
            var both = await Search(http);
            yield return new(
                "skills_search",
                both,
                "ms p50",
                byWords,
                $"{Searched} skills, the query's vector made too; before it by words alone",
                "<= 10 ms",
                both <= 10
            );
            var sql = await SearchInSql(place);
            yield return new("skills_search_in_sql", sql, "ms p50", both, "by words alone; beside it by a silo");
            // No figure after this one has them.
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            await Sync(http, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> Sync(HttpClient http, string folder)
    {
        var body = new StringContent(
            JsonSerializer.Serialize(new { folders = new[] { folder } }),
            Encoding.UTF8,
            "application/json"
        );
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync("/skills/sync", body);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<double> Search(HttpClient http)
    {
        var times = new List<double>();
        for (var at = 0; at < Searches; at++)
        {
            var words = Words(at);
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync($"/skills/search?words={Uri.EscapeDataString(words)}");
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times.Order().ElementAt(Searches / 2);
    }

    private static string Words(int at) => $"{Verbs[at % 7]} {Things[at % 9]} with {Places[at % 5]} number {at}";

    private static async Task<double> SearchInSql(Workbench place)
    {
        await using var connection = new NpgsqlConnection(place.Database.Npgsql);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select id from v2.semantic_search_skills($1, 10)", connection);
        var words = command.Parameters.Add(new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await command.PrepareAsync();
        var times = new List<double>();
        for (var at = 0; at < Searches; at++)
        {
            words.Value = Words(at);
            var began = Stopwatch.GetTimestamp();
            await using (var rows = await command.ExecuteReaderAsync())
            {
                while (await rows.ReadAsync()) { }
            }

            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Times(times).P50;
    }

    // Each start is the first one of its project, so that none tells of the others.
    private static async Task<Figure> Starts(Workbench place, HttpClient http)
    {
        await place.Run(
            $"""
            insert into v2.skill_moves (skill_id, num, from_level, to_level, reason, body_hash)
            select s.id, 1, 'untested', 'trusted', 'It was measured.', s.body_hash from v2.skills s;
            insert into brain.skill_suggestions (project_key, host, skills)
            select v2.project_key('/bench/told/' || n), (select min(s.host) from v2.skills s), array(select s.id from v2.skills s order by s.name limit 3)
            from generate_series(1, {Searches}) n
            """
        );
        var (told, untold) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Searches; round++)
        {
            foreach (var (times, project) in new[] { (told, "told"), (untold, "untold") })
            {
                var start = Encoding.UTF8.GetBytes(
                    $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/bench/{{project}}/{{round}}"}"""
                );
                using var content = new ByteArrayContent(start);
                content.Headers.ContentType = new("application/json");
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsync("/hooks/claude-code", content);
                var said = await answer.Content.ReadAsStringAsync();
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (said.Contains("[trusted skill]", StringComparison.Ordinal) != (project == "told"))
                    throw new InvalidOperationException($"A start in {project} said: {said}");
            }
        }

        var (with, without) = (new Times(told.Skip(20)).P50, new Times(untold.Skip(20)).P50);
        return new(
            "session_start_with_skills",
            with,
            "ms p50",
            without,
            $"a project of which none is told; {Synced} trusted skills",
            "<= 2 ms more",
            with <= without + 2
        );
    }

    private static async Task Embedded(Workbench place, int skills)
    {
        await using var database = NpgsqlDataSource.Create(place.Database.Npgsql);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < EmbeddedMax)
        {
            await using var count = database.CreateCommand("select count(*) from brain.skill_vectors");
            if (await count.ExecuteScalarAsync() is long embedded && embedded >= skills)
                return;
            await Task.Delay(500);
        }

        throw new InvalidOperationException($"The Librarian did not embed {skills} skills in {EmbeddedMax}.");
    }

    private static void Write(string folder, int from, int to)
    {
        for (var number = from; number < to; number++)
        {
            var random = new Random(number);
            var own = Directory.CreateDirectory(Path.Combine(folder, $"skill-{number}")).FullName;
            string Words(int count) =>
                string.Join(
                    ' ',
                    Enumerable
                        .Range(0, count)
                        .Select(_ =>
                            random.Next(3) switch
                            {
                                0 => Things[random.Next(Things.Length)],
                                1 => Verbs[random.Next(Verbs.Length)],
                                _ => $"word{random.Next(20_000)}",
                            }
                        )
                );
            File.WriteAllText(
                Path.Combine(own, "SKILL.md"),
                $"---\nname: {Things[number % 9]}-{number}\ndescription: {Verbs[number % 7]} {Things[number % 9]} with "
                    + $"{Places[number % 5]} number {number}. Use when {Words(8)}.\nkeywords: [{Places[number % 7]}]\n"
                    + $"version: 1.{number}\n---\n# {Words(3)}\n\n{Words(700)}\n"
            );
            File.WriteAllText(Path.Combine(own, "run.sh"), $"#!/bin/sh\n# {Words(220)}\n");
        }
    }
}
