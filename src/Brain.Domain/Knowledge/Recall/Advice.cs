using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Brain.Domain.Text;

namespace Brain.Domain.Knowledge.Recall;

/// <summary>
/// What is known about a call, with how likely it is right: the share that was right of those like it in recorded
/// sessions, see <c>docs/knowledge.md</c>.
/// </summary>
/// <param name="Facts">What it tells: calls and learnings.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Text">In words, for the model; at most <see cref="KnowledgeSettings.RecallMax"/> characters.</param>
public sealed record Advice(ImmutableArray<Guid> Facts, double Score, string Text)
{
    private const int LearningsMax = 2;
    private const int LearningMax = 130;
    private const int TargetMax = 110;
    private const int LineMax = 110;
    private const int FilesMax = 3;

    private static readonly (Guid, string)[] Nothing = [];

    /// <summary>Before a shell line: that it failed before, and what worked then; null when nothing is known.</summary>
    public static Advice? BeforeCommand(string line, ImmutableArray<RecalledCall> calls) =>
        Best(
            calls
                .Where(call => call.Kind is CallKey.Misuse or CallKey.Command)
                .Select(call => call.WithOwnFix())
                .Select(call => (Call: call, Score: AdviceScore.BeforeCommand(line, call))),
            "The same failed before on this project."
        );

    /// <summary>After a shell line failed: what followed the same error before; null when nothing is known.</summary>
    public static Advice? AfterError(string line, string error, ImmutableArray<RecalledCall> calls) =>
        Best(
            calls
                .Where(call => call.Kind is CallKey.Error or CallKey.Misuse or CallKey.Command)
                .Select(call => call.WithOwnFix())
                .Select(call => (Call: call, Score: AdviceScore.AfterError(line, error, call))),
            "The same error came up before on this project."
        );

    /// <summary>How likely what worked after a call is right after an error; 0 when nothing of it is.</summary>
    public static double ScoreAfter(string line, string error, RecalledCall call) =>
        AdviceScore.AfterError(line, error, call.WithOwnFix());

    /// <summary>
    /// Before a file is changed: what was learnt about it and what broke after it was; null for nothing.
    /// </summary>
    public static Advice? BeforeEdit(
        string path,
        IEnumerable<KnownLearning> learnings,
        ImmutableArray<RecalledCall> breaks,
        double least
    )
    {
        KnownLearning[] known =
        [
            .. learnings
                .OrderByDescending(one => one.Kind == "decision")
                .ThenByDescending(one => one.Worth)
                .Take(LearningsMax),
        ];
        var broke = breaks
            .Select(call => (Call: call, Score: AdviceScore.Break(path, call, breaks)))
            .Where(one => one.Score > 0 && (known.Length == 0 || one.Score >= least))
            .OrderByDescending(one => one.Score)
            .ThenByDescending(one => one.Call.At)
            .FirstOrDefault();
        if (known.Length == 0 && broke.Call is null)
            return null;
        (Guid Fact, string Line)[] lines =
        [
            .. known.Select(one =>
                (one.Fact, DataMark.Line(DataMark.Session(one.Session), one.Label("Learnt"), one.Text, LearningMax))
            ),
            .. broke.Call is { } call ? [(call.Id, Failed(call, "failed after it was changed"))] : Nothing,
        ];
        var (text, facts) = Within(
            $"Known on this project about {DataMark.Inline(CallKey.NameOf(path), LineMax)}:",
            lines
        );
        // What was learnt of a file names it: that is no guess.
        return facts.IsEmpty ? null : new(facts, known.Length > 0 ? 1 : broke.Score, text);
    }

    private static Advice? Best(IEnumerable<(RecalledCall Call, double Score)> scored, string head)
    {
        var best = scored
            .Where(one => one.Score > 0)
            .OrderByDescending(one => one.Score)
            // What was put right helps more than what failed again since.
            .ThenByDescending(one => one.Call.Fix is not null)
            .ThenByDescending(one => one.Call.At)
            .FirstOrDefault();
        if (best.Call is not { } call)
            return null;
        var changed = DataMark.Inline(string.Join(", ", call.Edited.Take(FilesMax)), LineMax);
        List<(Guid, string)> lines = [(call.Id, Failed(call, "failed"))];
        if (call.Fix is { } fix)
        {
            var how = call.Edited.IsEmpty ? "what worked next" : $"what worked next, after a change of {changed}";
            lines.Add((call.Id, DataMark.Line("there", how, fix, TargetMax)));
        }

        return new([call.Id], best.Score, Within(head, lines).Text);
    }

    private static string Failed(RecalledCall call, string how) =>
        DataMark.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DataMark.Session(call.Session)}, {call.At.UtcDateTime:yyyy-MM-dd}"
            ),
            how,
            $"{OneLine.Of(call.Target, TargetMax)}: {OneLine.Of(ErrorLine.Of(call.Error) ?? call.Error, LineMax)}",
            TargetMax + LineMax + 2
        );

    // As much as fits, with the facts of it.
    private static (string Text, ImmutableArray<Guid> Facts) Within(
        string head,
        IEnumerable<(Guid Fact, string Line)> lines
    )
    {
        var text = new StringBuilder($"{head} {DataMark.Sentence}");
        var facts = new List<Guid>();
        foreach (var (fact, line) in lines)
        {
            if (text.Length + 1 + line.Length > KnowledgeSettings.RecallMax)
                continue;
            text.Append('\n').Append(line);
            facts.Add(fact);
        }

        return (text.ToString(), [.. facts.Distinct()]);
    }
}
