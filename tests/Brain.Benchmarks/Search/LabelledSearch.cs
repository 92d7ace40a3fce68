using System.Text.Json;
using Brain.Domain.Knowledge.Search;
using Brain.Postgres.Knowledge;

namespace Brain.Benchmarks.Search;

/// <summary>
/// Questions over developers' memory from a folder that is given (<c>turns.jsonl</c>, <c>questions.jsonl</c>): how
/// often the answer is among the first five, by style, and how often it is said that nothing answers where nothing
/// does.
/// </summary>
internal static class LabelledSearch
{
    private const int First = 5;

    public static async Task Measure(string folder, string? keep, bool verbose)
    {
        using var models = SearchPlace.Models();
        await using var place = await SearchPlace.Make(models, keep);
        var turns = await Fill(place, folder);
        var results = new List<(string Style, bool Hit, bool Answers)>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "questions.jsonl")))
        {
            using var question = JsonDocument.Parse(line);
            var text = question.RootElement.GetProperty("question").GetString()!;
            var style = question.RootElement.GetProperty("style").GetString()!;
            string[] answers =
            [
                .. question.RootElement.GetProperty("answers").EnumerateArray().Select(id => id.GetString()!),
            ];
            var found = await place.Engine.Find(SearchQuestion.Of(text), new SearchFilter(), CancellationToken.None);
            var shown = await place.Store.Show(
                [.. found.Ranking.Texts.Take(50).Select(one => one.Candidate.Unit)],
                CancellationToken.None
            );
            var names = shown.ToDictionary(one => one.Unit, one => turns[one.Id]);
            string[] ranked = [.. found.Ranking.Texts.Take(50).Select(one => names[one.Candidate.Unit])];
            var hit = ranked.Take(First).Intersect(answers).Any();
            var says = AnswerCheck.Answers(found.Ranking, found.IsFused);
            results.Add((style, hit, says));
            if (verbose)
            {
                var top = found.Ranking.Texts[0];
                var rank = Array.FindIndex(ranked, answers.Contains) + 1;
                await Console.Error.WriteLineAsync(
                    string.Join(
                        '\t',
                        style,
                        rank,
                        says,
                        $"weak={found.Ranking.Texts.Take(5).Max(one => one.Weakest):0.000}",
                        $"alone={found.Ranking.Texts.Take(5).Max(one => one.WeakestAlone):0.000}",
                        $"cos={found.Ranking.Texts.Take(5).Max(one => one.Candidate.Cosine ?? 0):0.000}",
                        $"near={found.Nearest.FirstOrDefault()?.Score ?? 0:0.000}",
                        $"match={found.Words.Take(5).Select(one => one.Matched).DefaultIfEmpty().Max():0.000}",
                        $"score={top.Score:0.00}",
                        $"gap={top.Score - found.Ranking.Texts.Skip(5).First().Score:0.00}",
                        text
                    )
                );
            }
        }

        foreach (var style in results.GroupBy(one => one.Style).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var isNone = style.Key == "unanswerable";
            var share = style.Average(one => (isNone ? !one.Answers : one.Hit) ? 1.0 : 0);
            Console.WriteLine(
                new Figure(
                    isNone ? "search_says_nothing_answers" : $"search_first5_{style.Key}",
                    100 * share,
                    "%"
                ).ToJson()
            );
            if (!isNone)
                Console.WriteLine(
                    new Figure(
                        $"search_says_answered_{style.Key}",
                        100 * style.Average(one => one.Answers ? 1.0 : 0),
                        "%"
                    ).ToJson()
                );
        }
    }

    private static async Task<Dictionary<Guid, string>> Fill(SearchPlace place, string folder)
    {
        var turns = File.ReadLines(Path.Combine(folder, "turns.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(turn =>
                (
                    Name: turn.GetProperty("id").GetString()!,
                    Session: turn.GetProperty("session").GetString()!,
                    Project: turn.GetProperty("project").GetString()!,
                    Turn: new SearchTurn(
                        IdOf(turn.GetProperty("id").GetString()!),
                        turn.GetProperty("time").GetDateTimeOffset(),
                        turn.GetProperty("prompt").GetString()!,
                        turn.GetProperty("assistant").GetString(),
                        null
                    )
                )
            )
            .ToArray();
        if (!place.IsFilled)
        {
            foreach (var session in turns.GroupBy(turn => turn.Session))
                await place.Write(
                    new(
                        IdOf(session.Key),
                        session.First().Project,
                        session.First().Turn.At,
                        [.. session.Select(one => one.Turn)]
                    )
                );
            await place.Index();
        }

        return turns.ToDictionary(turn => turn.Turn.Id, turn => turn.Name);
    }

    private static Guid IdOf(string name) => new(name.PadLeft(16, '0').Select(letter => (byte)letter).ToArray());
}
