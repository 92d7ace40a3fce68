using Brain.Domain.Knowledge.Search;
using Brain.Postgres.Knowledge;
using Brain.Silo.Knowledge;

namespace Brain.Benchmarks.Search;

/// <summary>
/// Questions over a memory that is given: how often the answer is among the first five, by style, and how often it is
/// said that nothing answers: where nothing does, and of the other questions when what answers them is taken out of
/// what was found, with the turns beside it.
/// </summary>
internal static class LabelledSearch
{
    private const int First = 5;

    public static async Task Measure(LabelledSet set, string? keep, bool verbose)
    {
        using var models = SearchPlace.Models();
        await using var place = await SearchPlace.Make(models, keep);
        if (!place.IsFilled)
        {
            foreach (var session in set.Sessions)
                await place.Write(session);
            await place.Index();
        }

        var results = new List<Result>();
        foreach (var question in set.Questions)
        {
            var asked = SearchQuestion.Of(question.Text);
            var found = await place.Engine.Find(asked, new SearchFilter(), CancellationToken.None);
            var shown = await place.Store.Show(
                [.. found.Ranking.Texts.Select(one => one.Candidate.Unit)],
                CancellationToken.None
            );
            results.Add(Judge(question, found, shown.ToDictionary(one => one.Unit, one => one.Id)));
            if (verbose)
                await Console.Error.WriteLineAsync(Describe(results[^1], found.Ranking));
        }

        foreach (
            var style in results.GroupBy(one => one.Question.Style).OrderBy(one => one.Key, StringComparer.Ordinal)
        )
            Print([.. style]);
        Print(
            "search_says_nothing_without_its_answer",
            [.. results.Where(one => one.AnswersWithout is not null).Select(one => one.AnswersWithout is false)]
        );
    }

    private static Result Judge(LabelledQuestion question, FoundTexts found, Dictionary<long, Guid> turns)
    {
        bool IsAnswer(RankedText one) => question.Answers.Contains(turns[one.Candidate.Unit]);
        RankedText[] ranked = [.. found.Ranking.Texts.Where(one => turns.ContainsKey(one.Candidate.Unit))];
        (Guid?, int?)[] places =
        [
            .. ranked
                .Where(IsAnswer)
                .Select(one => one.Candidate)
                .SelectMany(one => new[] { -1, 0, 1 }.Select(step => (one.Session, one.Turn + step))),
        ];
        var without = found.RankBy(SearchPlace.Weights, one => !places.Contains((one.Session, one.Turn)));
        return new(
            question,
            Array.FindIndex(ranked, IsAnswer) + 1,
            AnswerCheck.Answers(found.Ranking, found.IsFused),
            places.Length == 0 ? null : AnswerCheck.Answers(without, found.IsFused)
        );
    }

    private static void Print(Result[] style)
    {
        var name = style[0].Question.Style;
        if (style[0].Question.IsNone)
        {
            Print("search_says_nothing_answers", [.. style.Select(one => !one.Answers)]);
            return;
        }

        Print($"search_first5_{name}", [.. style.Select(one => one.Rank is >= 1 and <= First)]);
        Print($"search_says_answered_{name}", [.. style.Select(one => one.Answers)]);
    }

    private static void Print(string figure, bool[] isSo) =>
        Console.WriteLine(new Figure(figure, 100 * isSo.Average(one => one ? 1.0 : 0), $"% of {isSo.Length}").ToJson());

    private static string Describe(Result result, Ranking ranking)
    {
        RankedText[] first = [.. ranking.Texts.Take(First)];
        return string.Join(
            '\t',
            result.Question.Style,
            result.Rank,
            result.Answers,
            $"cosine={first.Max(one => one.Candidate.Cosine ?? 0):0.000}",
            $"pointed={first.Max(one => one.Pointed):0.000}",
            $"weakest={first.Max(one => one.Weakest):0.000}",
            $"close={first.Max(one => one.WeakestClose):0.000}",
            $"matched={first.Max(one => one.Candidate.Matched):0.000}",
            result.Question.Text
        );
    }

    private sealed record Result(LabelledQuestion Question, int Rank, bool Answers, bool? AnswersWithout);
}
