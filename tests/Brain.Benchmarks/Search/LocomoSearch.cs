using Brain.Domain.Knowledge.Search;
using Brain.Postgres.Knowledge;

namespace Brain.Benchmarks.Search;

/// <summary>
/// How much of what answers LoCoMo's questions is found: through the product's tables, index, model and ranking, each
/// conversation in a database of its own; BM25 over the same text, exact, in the same run.
/// </summary>
internal static class LocomoSearch
{
    private static readonly string[] Systems = ["bm25", "text", "vector", "fused"];
    private static readonly string[] Metrics = ["session_r5", "session_r10", "dialog_r10", "hit1", "hit5"];

    /// <summary>The ranking without one ingredient each.</summary>
    public static (string Name, RankWeights Weights)[] Ingredients =>
    [
        ("without the turn before", SearchPlace.Weights with { Before = 0, Asked = 0 }),
        ("without a question before", SearchPlace.Weights with { Asked = SearchPlace.Weights.Before }),
        ("without the turn behind", SearchPlace.Weights with { Behind = 0 }),
        ("without turns two away", SearchPlace.Weights with { Far = 0 }),
        ("without the speaker", SearchPlace.Weights with { Speaker = 0 }),
        ("without the vector", SearchPlace.Weights with { Cosine = 0 }),
        ("without the session's window", SearchPlace.Weights with { SessionWindow = 0 }),
        ("without the session's best", SearchPlace.Weights with { SessionBest = 0 }),
        ("without the session's three best", SearchPlace.Weights with { SessionTop = 0 }),
        ("without the date", SearchPlace.Weights with { Date = 0 }),
        ("without the session", SearchPlace.Weights with { Session = 0 }),
    ];

    public static async Task Measure(
        string path,
        int first,
        int last,
        string? keep,
        (string Name, RankWeights Weights)[] others
    )
    {
        using var models = SearchPlace.Models();
        var scores = new List<Dictionary<string, double[]>>();
        foreach (var conversation in Locomo.Read(path, first, last))
        {
            await using var place = await SearchPlace.Make(
                models,
                keep is null ? null : $"{keep}_{conversation.Name.Replace('-', '_')}"
            );
            scores.AddRange(await Measure(place, conversation, others));
        }

        foreach (var (name, _) in others)
            Print(scores, name, "fused");
        if (others.Length > 0)
            return;

        foreach (var system in Systems)
            Print(scores, system, "bm25");
    }

    private static void Print(List<Dictionary<string, double[]>> scores, string system, string against)
    {
        foreach (var (place, metric) in Metrics.Index())
        {
            double Mean(string which) => 100 * scores.Average(one => one[which][place]);
            var (low, high) = Bootstrap([.. scores.Select(one => one[system][place] - one[against][place])]);
            Console.WriteLine(
                new SearchFigure(metric, system, Mean(system), Mean(against), low, high, scores.Count)
                {
                    Against = against,
                }.ToJson()
            );
        }
    }

    private static async Task<List<Dictionary<string, double[]>>> Measure(
        SearchPlace place,
        Conversation conversation,
        (string Name, RankWeights Weights)[] others
    )
    {
        var ids = new Dictionary<Guid, Guid>();
        if (place.IsFilled)
        {
            // Kept from a run before: the same turns by other ids.
            await foreach (var (at, session, turn) in Kept(place))
            {
                ids[conversation.Sessions[at.Session].Id] = session;
                ids[conversation.Sessions[at.Session].Turns[at.Turn].Id] = turn;
            }
        }
        else
        {
            foreach (var session in conversation.Sessions)
                await place.Write(session);
            await place.Index();
        }

        var scores = new List<Dictionary<string, double[]>>();
        var turns = await Turns(place);
        foreach (var question in conversation.Questions)
        {
            var asked = SearchQuestion.Of(question.Text);
            var found = await place.Engine.Find(asked, new SearchFilter(), CancellationToken.None);
            var exact = await Exact(place, question.Text);
            var (sessions, answers) = (question.Sessions.Select(Id).ToArray(), question.Turns.Select(Id).ToArray());
            scores.Add(
                new()
                {
                    ["bm25"] = Score([.. exact.Select(unit => turns[unit])], null, sessions, answers),
                    ["text"] = Score([.. found.Words.Select(one => turns[one.Unit])], null, sessions, answers),
                    ["vector"] = Score([.. found.Nearest.Select(one => turns[one.Unit])], null, sessions, answers),
                    ["fused"] = Ranked(found.Ranking),
                }
            );
            foreach (var (name, weights) in others)
                scores[^1][name] = Ranked(found.RankBy(weights, null));

            double[] Ranked(Ranking ranking) =>
                Score(
                    [.. ranking.Texts.Select(one => turns[one.Candidate.Unit])],
                    [.. ranking.Sessions.Select(one => one.Session)],
                    sessions,
                    answers
                );
        }

        return scores;

        Guid Id(Guid id) => ids.GetValueOrDefault(id, id);
    }

    private static double[] Score(
        (Guid Session, Guid Turn)[] found,
        Guid[]? sessions,
        Guid[] wantedSessions,
        Guid[] wantedTurns
    )
    {
        // A session is as good as its best turn, where it has no score of its own.
        sessions ??= [.. found.Select(one => one.Session).Distinct()];
        Guid[] turns = [.. found.Select(one => one.Turn).Take(10)];
        return
        [
            Share(wantedSessions, sessions.Take(5)),
            Share(wantedSessions, sessions.Take(10)),
            Share(wantedTurns, turns),
            sessions.Take(1).Intersect(wantedSessions).Any() ? 1 : 0,
            sessions.Take(5).Intersect(wantedSessions).Any() ? 1 : 0,
        ];
    }

    private static double Share(Guid[] wanted, IEnumerable<Guid> found) =>
        (double)wanted.Intersect(found).Count() / wanted.Length;

    private static async Task<long[]> Exact(SearchPlace place, string question)
    {
        await using var command = place.Database.CreateCommand(
            """
            with q as (select lexeme from unnest(to_tsvector('english', $1))),
            n as (select count(*)::float8 as rows, avg(length)::float8 as mean from brain.search_units),
            d as (
              select q.lexeme, count(*)::float8 as rows from q join brain.search_units u on u.words @@ quote_literal(q.lexeme)::tsquery
              group by 1)
            select u.id from brain.search_units u cross join n cross join lateral unnest(u.words) w join d on d.lexeme = w.lexeme
            group by u.id
            order by sum(ln(1 + (n.rows - d.rows + 0.5) / (d.rows + 0.5)) * cardinality(w.positions) * 2.2
              / (cardinality(w.positions) + 1.2 * (0.5 + 0.5 * u.length / n.mean))) desc, u.id
            """
        );
        command.Parameters.Add(new() { Value = question });
        var units = new List<long>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            units.Add(reader.GetInt64(0));
        return [.. units];
    }

    private static async Task<Dictionary<long, (Guid Session, Guid Turn)>> Turns(SearchPlace place)
    {
        var turns = new Dictionary<long, (Guid, Guid)>();
        await using var command = place.Database.CreateCommand("select id, session_id, row_id from brain.search_units");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            turns[reader.GetInt64(0)] = (reader.GetGuid(1), reader.GetGuid(2));
        return turns;
    }

    private static async IAsyncEnumerable<((int Session, int Turn) At, Guid Session, Guid Turn)> Kept(SearchPlace place)
    {
        await using var command = place.Database.CreateCommand(
            """
            select dense_rank() over (order by s.started_at, s.created_at) - 1, t.turn_num - 1, s.id, t.id
            from v2.sessions s join v2.turns t on t.session_id = s.id
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            yield return (((int)reader.GetInt64(0), reader.GetInt32(1)), reader.GetGuid(2), reader.GetGuid(3));
    }

    private static (double Low, double High) Bootstrap(double[] differences)
    {
        var chance = new Random(20261128);
        var means = Enumerable
            .Range(0, 1_000)
            .Select(_ =>
            {
                var sum = 0.0;
                for (var i = 0; i < differences.Length; i++)
                    sum += differences[chance.Next(differences.Length)];
                return 100 * sum / differences.Length;
            })
            .Order()
            .ToArray();
        return (means[25], means[974]);
    }
}
