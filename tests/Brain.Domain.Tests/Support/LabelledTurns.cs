using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Domain.Drift;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Tests.Personas;

/// <summary>
/// A turn made by hand, with what a person would say of it. A deed is "Tool target", "denied:Tool target" when it was
/// refused; the targets of file tools are relative to the project unless they begin with a slash.
/// </summary>
public sealed record LabelledTurn(
    string Id,
    string? Purpose,
    bool Provisional,
    string Project,
    Mode Mode,
    string[] Before,
    string? Asked,
    string Answered,
    string[] Deeds,
    string Label,
    string Why
)
{
    /// <summary>The kinds of drift that the Cop sees in it by itself.</summary>
    public DriftVerdict Judged()
    {
        var level = Before
            .Select((asked, place) => Signs(place + 1) with { Asked = asked, Answered = null, ToolCalls = [] })
            .Aggregate(DriftLevel.Calm, (level, signs) => DriftJudge.Judge(signs, level, DriftSettings.Default).Level);
        return DriftJudge.Judge(Signs(Before.Length + 1), level, DriftSettings.Default);
    }

    /// <summary>The turn as the Cop is told of it.</summary>
    public TurnSigns Signs(int num) =>
        new()
        {
            Num = num,
            Purpose = Purpose,
            Provisional = Provisional,
            Project = Project,
            Mode = Mode,
            Asked = Asked,
            Answered = Answered,
            ToolCalls = [.. Deeds.Select(ToDeed)],
        };

    private ToolCall ToDeed(string text, int place)
    {
        var denied = text.StartsWith("denied:", StringComparison.Ordinal);
        var words = (denied ? text["denied:".Length..] : text).Split(' ', 2);
        var isFile = words[0] is "Read" or "Write" or "Edit" or "NotebookEdit";
        var target = isFile && !words[1].StartsWith('/') ? $"{Project}/{words[1]}" : words[1];
        return SomeTurn.Call(words[0], target, denied ? ToolStatus.Denied : ToolStatus.Ok, $"toolu_{place}");
    }
}

/// <summary>
/// The labelled turns: one part to tune on, one that was written first and never tuned on, and one that was written
/// last,
/// to be hard, and never tuned on either.
/// </summary>
internal static class LabelledTurns
{
    private static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static ImmutableArray<LabelledTurn> Tuning => Read("drift-tuning");

    public static ImmutableArray<LabelledTurn> HeldOut => Read("drift-held-out");

    public static ImmutableArray<LabelledTurn> Hard => Read("drift-hard");

    /// <summary>How often the Cop is right when it sees this kind, and how much of this kind it sees.</summary>
    public static (double Precision, double Recall, string Line) Figures(
        this IEnumerable<LabelledTurn> turns,
        DriftKind kind
    )
    {
        var label = kind.ToString().ToLowerInvariant();
        var judged = turns
            .Select(turn => (turn, Seen: turn.Judged()[kind].Score >= DriftSettings.Default.Upper))
            .ToArray();
        var right = judged.Count(one => one.Seen && one.turn.Label == label);
        var (seen, there) = (judged.Count(one => one.Seen), judged.Count(one => one.turn.Label == label));
        var (precision, recall) = ((double)right / Math.Max(1, seen), (double)right / Math.Max(1, there));
        return (
            precision,
            recall,
            $"{label}: precision {precision:0.00} ({right} of {seen}), recall {recall:0.00} ({right} of {there})"
        );
    }

    private static ImmutableArray<LabelledTurn> Read(string name) =>
        [
            .. File.ReadLines(Path.Combine(Here(), "Labelled", $"{name}.jsonl"))
                .Select(line => JsonSerializer.Deserialize<LabelledTurn>(line, Words)!),
        ];

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
