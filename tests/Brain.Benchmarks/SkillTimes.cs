using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Brain.Benchmarks;

/// <summary>
/// How long it takes to read skills, to see that nothing changed, and to find one: folders of a SKILL.md of 6 KB and a
/// script of 2 KB.
/// </summary>
internal static class SkillTimes
{
    private const int Synced = 1_000;
    private const int Searched = 5_000;
    private const int Rounds = 7;
    private const int Searches = 200;

    private static readonly TimeSpan EmbeddedMax = TimeSpan.FromMinutes(5);

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
            Write(folder, 0, Synced);
            var first = await Sync(http, folder);
            yield return new("skills_sync", first, "ms", null, $"{Synced} new ones", "<= 3000 ms", first <= 3_000);
            var again = new List<double>();
            for (var round = 0; round < Rounds; round++)
                again.Add(await Sync(http, folder));
            var same = again.Order().ElementAt(Rounds / 2);
            yield return new("skills_sync_unchanged", same, "ms", null, $"{Synced}", "<= 500 ms", same <= 500);
            Write(folder, Synced, Searched);
            await Sync(http, folder);
            var byWords = await Search(http);
            yield return new("skills_search_by_words", byWords, "ms p50", null, $"{Searched} skills");
            await Embedded(place);
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
            var words = $"{Verbs[at % 7]} {Things[at % 9]} with {Places[at % 5]} number {at}";
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync($"/skills/search?words={Uri.EscapeDataString(words)}");
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times.Order().ElementAt(Searches / 2);
    }

    private static async Task Embedded(Workbench place)
    {
        await using var database = NpgsqlDataSource.Create(place.Database.Npgsql);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < EmbeddedMax)
        {
            await using var count = database.CreateCommand("select count(*) from brain.skill_vectors");
            if (await count.ExecuteScalarAsync() is >= (long)Searched)
                return;
            await Task.Delay(500);
        }

        throw new InvalidOperationException($"The Librarian did not embed {Searched} skills in {EmbeddedMax}.");
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
