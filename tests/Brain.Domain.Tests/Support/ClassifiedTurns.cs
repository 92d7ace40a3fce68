using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Domain.Review;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Personas;

/// <summary>
/// Hand-made turns with what a person calls them. The held-out part was written when the rules were settled, and was
/// looked at once, when the words of a next prompt that corrects were widened. Parts 2 to 4 of the tuning were held out
/// once, until rules were made for them. A tool is "Name status target :: error".
/// </summary>
internal static class ClassifiedTurns
{
    public static (TurnClass Label, TurnToClassify Turn)[] Tuning =>
        [
            .. Read("turns-tuning-1.jsonl"),
            .. Read("turns-tuning-2.jsonl"),
            .. Read("turns-tuning-3.jsonl"),
            .. Read("turns-tuning-4.jsonl"),
        ];

    public static (TurnClass Label, TurnToClassify Turn)[] HeldOut => Read("turns-held-out.jsonl");

    /// <summary>How many of each class were called what they are, and what the others were called.</summary>
    public static (Dictionary<TurnClass, double> Recall, double Accuracy, string Table) Score(
        (TurnClass Label, TurnToClassify Turn)[] turns
    )
    {
        var called = turns.Select(one => (one.Label, one.Turn, Found: TurnClassifier.Of(one.Turn).Class)).ToArray();
        var recall = new Dictionary<TurnClass, double>();
        var table = new StringBuilder();
        foreach (var group in called.GroupBy(one => one.Label).OrderBy(group => group.Key))
        {
            var right = group.Count(one => one.Found == one.Label);
            var named = called.Count(one => one.Found == group.Key);
            recall[group.Key] = (double)right / group.Count();
            table.AppendLine($"{group.Key,-9} {right}/{group.Count()} found · {right}/{named} of those named so are");
            foreach (var (_, turn, found) in group.Where(one => one.Found != one.Label))
                table.AppendLine($"    called {found}: {turn.Asked ?? "(nobody)"} → {turn.Answered} → {turn.Next}");
        }

        var accuracy = (double)called.Count(one => one.Found == one.Label) / called.Length;
        table.AppendLine($"all       {called.Count(one => one.Found == one.Label)}/{called.Length} = {accuracy:P1}");
        return (recall, accuracy, table.ToString());
    }

    private static (TurnClass, TurnToClassify)[] Read(string file) =>
        [
            .. File.ReadLines(Path.Combine(Here(), "Labelled", file))
                .Select(
                    (line, place) =>
                    {
                        var labelled = JsonSerializer.Deserialize<Labelled>(line, Format)!;
                        return (
                            labelled.Label,
                            new TurnToClassify
                            {
                                Num = place + 2,
                                Status = labelled.Status,
                                Asked = labelled.Asked,
                                Answered = labelled.Answered,
                                ErrorNote = labelled.Error,
                                Tools = [.. labelled.Tools.Select(Tool)],
                                Previous = labelled.Previous,
                                Next = labelled.Next,
                            }
                        );
                    }
                ),
        ];

    private static ToolToClassify Tool(string text)
    {
        var halves = text.Split(" :: ");
        var words = halves[0].Split(' ', 3);
        return Call(words[0], words[1], words[2], halves.ElementAtOrDefault(1));
    }

    /// <summary>A call of a tool, of the kind that its name says.</summary>
    public static ToolToClassify Call(string name, string status, string? target = null, string? error = null) =>
        new(name, status, target, error) { Kind = ClaudeCodeToolKinds.Of(name) };

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private sealed record Labelled(
        TurnClass Label,
        string? Asked,
        string? Answered,
        string[] Tools,
        string? Next = null,
        TurnClass? Previous = null,
        string Status = "ok",
        string? Error = null
    );
}
