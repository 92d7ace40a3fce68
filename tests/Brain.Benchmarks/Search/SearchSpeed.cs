using System.Diagnostics;
using Brain.Domain.Knowledge.Search;
using Brain.Models.Embeddings;
using Brain.Postgres.Knowledge;
using Brain.Silo.Knowledge;

namespace Brain.Benchmarks.Search;

/// <summary>
/// How long a search takes in a large memory: turns and learnings made of sentences of this repository's documentation,
/// vectors and token states mixed of theirs. Each figure stands beside the bare statements in the same run.
/// </summary>
internal static class SearchSpeed
{
    private const int Rounds = 200;
    private const int Warm = 40;
    private const int SentencesMax = 1_200;
    private const int TurnsOfSession = 50;
    private const int BatchMax = 1_000;
    private const int Near = 10;

    public static async Task Measure(string checkout, int turns, int learnings, string? keep)
    {
        using var models = SearchPlace.Models();
        await using var place = await SearchPlace.Make(models, keep);
        var sentences = ProjectionMaker
            .Texts(checkout)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var chance = new Random(20261128);
        chance.Shuffle(sentences);
        sentences = [.. sentences.Take(SentencesMax)];
        if (!place.IsFilled)
            await Fill(place, models, sentences, chance, turns, learnings);
        var questions = sentences.Select(text => Question(text, chance)).Take(Rounds + Warm).ToArray();
        await Time(place, models, questions);
    }

    private static async Task Time(SearchPlace place, Embedders models, string[] questions)
    {
        var (all, words, nearest, candidates, embed, rank) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        var (found, exact) = (0, 0);
        foreach (var (round, text) in questions.Index())
        {
            var asked = SearchQuestion.Of(text);
            var took = new double[6];
            FoundTexts? answer = null;
            took[0] = await Clocked(async () =>
                answer = await place.Engine.Find(asked, new(), CancellationToken.None)
            );
            took[5] = await Clocked(() => Task.FromResult(answer!.RankBy(RankWeights.Default, null)));
            EmbeddedText[] vectors = [];
            took[4] = await Clocked(async () =>
                vectors = await models.Current().Embedder!.Embed([text], CancellationToken.None)
            );
            var vector = new QuestionVector(
                Embedders.EmbeddedName,
                vectors[0].Vectors[0],
                null
            );
            FoundUnit[] byWords = [];
            FoundUnit[] byVector = [];
            took[1] = await Clocked(async () =>
                byWords = await place.Store.Words(asked, new(), 100, CancellationToken.None)
            );
            took[2] = await Clocked(async () =>
                byVector = await place.Store.Nearest(vector, new(), 100, CancellationToken.None)
            );
            long[] units = [.. byWords.Concat(byVector).Select(one => one.Unit).Distinct()];
            took[3] = await Clocked(() => place.Store.Candidates(units, new(), CancellationToken.None));
            if (round < Warm)
            {
                // What a silo does beside its first searches.
                await place.Fill.Filling;
                continue;
            }

            all.Add(took[0]);
            words.Add(took[1]);
            nearest.Add(took[2]);
            candidates.Add(took[3]);
            embed.Add(took[4]);
            rank.Add(took[5]);
            if (round % 4 == 0)
            {
                exact += Near;
                found += (await Exact(place, vector.Text))
                    .Intersect(byVector.Take(Near).Select(one => one.Unit))
                    .Count();
            }
        }

        // Words and vectors are looked for at the same time where there are two processors.
        var bare = new Times(words.Select((_, at) => words[at] + nearest[at] + candidates[at] + embed[at]));
        var whole = new Times(all);
        Print(
            "search_p50",
            whole.P50,
            "ms",
            bare.P50,
            "the bare statements and the model, one after the other",
            "<= 25",
            whole.P50 <= 25
        );
        Print(
            "search_p99",
            whole.P99,
            "ms",
            bare.P99,
            "the bare statements and the model, one after the other",
            "<= 100",
            whole.P99 <= 100
        );
        Print("search_cache", place.Cache.Bytes / 1e6, "MB");
        Print("search_words_p50", new Times(words).P50, "ms", null, null, "<= 10", new Times(words).P50 <= 10);
        Print("search_words_p99", new Times(words).P99, "ms");
        Print("search_nearest_p50", new Times(nearest).P50, "ms");
        Print("search_nearest_p99", new Times(nearest).P99, "ms");
        Print("search_candidates_p50", new Times(candidates).P50, "ms");
        Print("search_embed_p50", new Times(embed).P50, "ms");
        Print("search_rank_p50", new Times(rank).P50, "ms");
        Print(
            "search_nearest_recall10",
            (double)found / exact,
            "of exact",
            null,
            null,
            ">= 0.95",
            (double)found / exact >= 0.95
        );
    }

    private static void Print(
        string name,
        double value,
        string unit,
        double? baseline = null,
        string? against = null,
        string? target = null,
        bool? met = null
    ) => Console.WriteLine(new Figure(name, value, unit, baseline, against, target, met).ToJson());

    private static async Task<double> Clocked(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<long[]> Exact(SearchPlace place, string vector)
    {
        await using var command = place.Database.CreateCommand(
            $"select v.unit_id from brain.search_vectors v order by (v.vector <=> '{vector}'::halfvec) + 0 limit {Near}"
        );
        var units = new List<long>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            units.Add(reader.GetInt64(0));
        return [.. units];
    }

    private static string Question(string sentence, Random chance)
    {
        var words = sentence.Split(' ');
        var from = chance.Next(Math.Max(1, words.Length - 9));
        return string.Join(' ', words.Skip(from).Take(7 + chance.Next(3)));
    }

    private static async Task Fill(
        SearchPlace place,
        Embedders models,
        string[] sentences,
        Random chance,
        int turns,
        int learnings
    )
    {
        var real = await models.Current().Embedder!.Embed(sentences, CancellationToken.None);
        for (var session = 0; session < turns / TurnsOfSession; session++)
        {
            var at = DateTimeOffset.UnixEpoch.AddYears(55).AddHours(session);
            await place.Write(
                new(
                    Guid.NewGuid(),
                    $"/home/me/project{session % 20}",
                    at,
                    [
                        .. Enumerable
                            .Range(0, TurnsOfSession)
                            .Select(num => new SearchTurn(Guid.NewGuid(), at.AddMinutes(num), Any(), Any(), null)),
                    ]
                )
            );
        }

        for (var done = 0; done < learnings; done += BatchMax)
        {
            var texts = Enumerable.Range(0, BatchMax).Select(_ => $"({Quoted(Any())}, 'active')");
            await place.Run($"insert into v2.learnings (text, status) values {string.Join(',', texts)}");
        }

        var store = new SearchIndexStore(place.Database);
        while (await store.Index(TextIndexerRows, CancellationToken.None) > 0) { }
        await store.Count(always: true, CancellationToken.None);
        while (
            await store.Unembedded(Embedders.EmbeddedName, BatchMax, CancellationToken.None) is { Length: > 0 } texts
        )
            await store.Keep(
                Embedders.EmbeddedName,
                [.. texts.Select(text => Mixed(text.Unit))],
                CancellationToken.None
            );
        var began = Stopwatch.GetTimestamp();
        await store.MakeIndex(Embedders.EmbeddedName, 384, 5_000, CancellationToken.None);
        Print("search_hnsw_build", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");
        await store.CountPieces(Embedders.EmbeddedName, always: true, CancellationToken.None);
        await place.Run("analyze");

        string Any() => sentences[chance.Next(sentences.Length)];

        // Between two sentences, and a little beside.
        UnitVectors Mixed(long unit)
        {
            var (one, other) = (real[chance.Next(real.Length)], real[chance.Next(real.Length)]);
            var share = chance.NextSingle();
            var vector = one.Vectors[0]
                .Zip(other.Vectors[0], (a, b) => share * a + (1 - share) * b + 0.06f * (chance.NextSingle() - 0.5f))
                .ToArray();
            var length = MathF.Sqrt(vector.Sum(number => number * number));
            return new(
                unit,
                [
                    [.. vector.Select(number => number / length)],
                ],
                new(one.Pieces, one.States)
            );
        }
    }

    private const int TextIndexerRows = 500;

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
