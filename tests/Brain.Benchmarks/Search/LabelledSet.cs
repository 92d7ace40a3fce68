using System.Text.Json;

namespace Brain.Benchmarks.Search;

/// <summary>A memory, and questions of which it is known which of its turns answer them.</summary>
/// <param name="Sessions">The memory.</param>
/// <param name="Questions">The questions.</param>
internal sealed record LabelledSet(SearchSession[] Sessions, LabelledQuestion[] Questions)
{
    private const string None = "unanswerable";
    private const int SquadAnswered = 500;
    private const int SquadNone = 250;

    /// <summary>Reads a folder with <c>turns.jsonl</c> and <c>questions.jsonl</c>.</summary>
    public static LabelledSet Folder(string folder)
    {
        var turns = File.ReadLines(Path.Combine(folder, "turns.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .GroupBy(turn => turn.GetProperty("session").GetString()!)
            .Select(session =>
                Session(session.Key, session.First().GetProperty("project").GetString()!, [.. session.Select(Turn)])
            );
        var questions = File.ReadLines(Path.Combine(folder, "questions.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(one => new LabelledQuestion(
                one.GetProperty("question").GetString()!,
                one.GetProperty("style").GetString()!,
                [.. one.GetProperty("answers").EnumerateArray().Select(id => IdOf(id.GetString()!))]
            ));
        return new([.. turns], [.. questions]);
    }

    /// <summary>
    /// Reads a file of SQuAD 2.0: an article is a session, a paragraph a turn. Of its questions some are drawn, always
    /// the same ones for a part; those that nothing answers were written to look as if the paragraph answered them.
    /// </summary>
    public static LabelledSet Squad(string path, int part)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        var (sessions, questions) = (new List<SearchSession>(), new List<LabelledQuestion>());
        foreach (var (article, one) in file.RootElement.GetProperty("data").EnumerateArray().Index())
        {
            var title = one.GetProperty("title").GetString()!.Replace('_', ' ');
            var at = DateTimeOffset.UnixEpoch.AddYears(56).AddDays(article);
            var turns = new List<SearchTurn>();
            foreach (var (place, paragraph) in one.GetProperty("paragraphs").EnumerateArray().Index())
            {
                var id = IdOf($"A{article:00}P{place:000}");
                turns.Add(new(id, at.AddMinutes(place), title, paragraph.GetProperty("context").GetString(), null));
                questions.AddRange(
                    paragraph
                        .GetProperty("qas")
                        .EnumerateArray()
                        .Select(asked =>
                        {
                            var isNone = asked.GetProperty("is_impossible").GetBoolean();
                            return new LabelledQuestion(
                                asked.GetProperty("question").GetString()!,
                                isNone ? None : "paragraph",
                                isNone ? [] : [id]
                            );
                        })
                );
            }

            sessions.Add(Session($"A{article:00}", "squad", [.. turns]));
        }

        LabelledQuestion[] shuffled = [.. questions];
        new Random(20261129).Shuffle(shuffled);
        IEnumerable<LabelledQuestion> Drawn(bool isNone, int many) =>
            shuffled.Where(one => one.IsNone == isNone).Skip((part - 1) * many).Take(many);
        return new([.. sessions], [.. Drawn(isNone: false, SquadAnswered), .. Drawn(isNone: true, SquadNone)]);
    }

    private static SearchSession Session(string name, string project, SearchTurn[] turns) =>
        new(IdOf(name), project, turns[0].At, turns);

    private static SearchTurn Turn(JsonElement turn) =>
        new(
            IdOf(turn.GetProperty("id").GetString()!),
            turn.GetProperty("time").GetDateTimeOffset(),
            turn.GetProperty("prompt").GetString()!,
            turn.GetProperty("assistant").GetString(),
            null
        );

    private static Guid IdOf(string name) => new(name.PadLeft(16, '0').Select(letter => (byte)letter).ToArray());
}

/// <summary>A question with the turns that answer it.</summary>
/// <param name="Text">In a person's words.</param>
/// <param name="Style">What kind of question it is.</param>
/// <param name="Answers">Each of these turns answers it; none when nothing does.</param>
internal sealed record LabelledQuestion(string Text, string Style, Guid[] Answers)
{
    /// <summary>Nothing in the memory answers it.</summary>
    public bool IsNone => Answers.Length == 0;
}
