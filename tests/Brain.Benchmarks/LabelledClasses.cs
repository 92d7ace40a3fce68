using System.Text.Json;
using Brain.Domain.Review;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Benchmarks;

/// <summary>
/// How many labelled turns the Auditor calls what a person calls them: <c>turns/turns.jsonl</c> of a folder, each turn
/// as a session of its own.
/// </summary>
internal static class LabelledClasses
{
    /// <summary>The figures; what was called something else is told, a line each.</summary>
    public static IEnumerable<Figure> Measure(string file, SentenceVectors? vectors, Action<string> tell)
    {
        var called = LabelledFiles
            .Read<TurnCase>(file)
            .Select(turn => (Turn: turn, Found: turn.Judged(vectors)))
            .ToArray();
        foreach (var (turn, found) in called.Where(one => !IsRight(one)))
            tell($"{turn.Id}: {turn.Label} called {found.Class} ({found.Why}): {turn.Prompt}");
        yield return Of("classes", called);
        foreach (var label in called.GroupBy(one => one.Turn.Label).OrderBy(group => group.Key))
        {
            yield return Of($"class_{label.Key}", [.. label]);
            yield return Precision(label.Key, called);
        }

        yield return Of("quiet_mistakes", [.. called.Where(one => one.Turn.QuietMistake)]);
        yield return Of("not_english", [.. called.Where(one => one.Turn.Lang != "en")]);
        yield return Of("long", [.. called.Where(one => one.Turn.Long)]);
    }

    /// <summary>What the model of meanings learns from: features, and the class of the turn.</summary>
    /// <param name="file">The turns.</param>
    /// <param name="vectors">The sentence model.</param>
    /// <param name="byRules">Nobody labelled them: each is of the class that the rules say.</param>
    public static IEnumerable<(float[] Features, string Label)> ToLearn(
        string file,
        SentenceVectors vectors,
        bool byRules = false
    ) =>
        LabelledFiles
            .Read<TurnCase>(file)
            .Select(one =>
            {
                var turn = one.ToTurn();
                var found = vectors.Of(ClassModel.ToEmbed(turn));
                var label = byRules ? Word(TurnClassifier.Of(turn)) : one.Label;
                return (ClassModel.Features(turn, found[0], found[1]), label);
            });

    private static bool IsRight((TurnCase Turn, Classified Found) one) => Word(one.Found) == one.Turn.Label;

    private static Figure Of(string name, (TurnCase Turn, Classified Found)[] called) =>
        LabelledFiles.Share($"labelled_{name}", called.Count(IsRight), called.Length);

    private static Figure Precision(string label, (TurnCase Turn, Classified Found)[] called) =>
        LabelledFiles.Share(
            $"labelled_class_{label}_precision",
            called.Count(one => one.Turn.Label == label && IsRight(one)),
            called.Count(one => Word(one.Found) == label)
        );

    private static string Word(Classified found) => found.Class.ToString().ToLowerInvariant();

    private sealed record TurnCase(
        string Id,
        string Label,
        string Lang,
        string Prompt,
        string FinalMessage,
        LabelledTool[] Tools,
        bool QuietMistake,
        bool Long
    )
    {
        public Classified Judged(SentenceVectors? vectors)
        {
            var turn = ToTurn();
            if (vectors is null)
                return TurnClassifier.Of(turn);
            var found = vectors.Of(ClassModel.ToEmbed(turn));
            return TurnClassifier.Of(turn with { Likely = ClassModel.Of(turn, found[0], found[1]) });
        }

        public TurnToClassify ToTurn() =>
            new()
            {
                Num = 1,
                Status = "ok",
                Asked = Prompt,
                Answered = FinalMessage,
                Tools =
                [
                    .. Tools.Select(tool => new ToolToClassify(tool.Name, "ok", tool.Target)
                    {
                        Kind = ClaudeCodeToolKinds.Of(tool.Name),
                    }),
                ],
            };
    }
}

/// <summary>A tool call of a labelled turn.</summary>
internal sealed record LabelledTool(
    string Name,
    string? Path,
    string? Command,
    string? Pattern,
    string? Url,
    string? Query
)
{
    public string? Target => Path ?? Command ?? Pattern ?? Url ?? Query;

    public bool IsOfFile => Path is not null;
}

/// <summary>Files of labelled lines.</summary>
internal static class LabelledFiles
{
    private static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static IEnumerable<T> Read<T>(string file) =>
        File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<T>(line, Words)!);

    public static Figure Share(string name, int right, int all) =>
        new(name, all == 0 ? 0 : 100.0 * right / all, "%", Against: $"{right} of {all}");
}
