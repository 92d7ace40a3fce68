using System.Collections.Immutable;
using Brain.Domain.Drift;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Benchmarks;

/// <summary>
/// How well the Cop tells fragments of sessions with drift from those without: <c>drift/sessions.jsonl</c> of a folder.
/// Each fragment is judged turn by turn as a session with a declared purpose would be. What the mode refuses or asks
/// about may have been done or not, so each is counted both ways.
/// </summary>
internal static class LabelledDrift
{
    /// <summary>The figures; what was judged otherwise is told, a line each.</summary>
    public static IEnumerable<Figure> Measure(string file, SentenceVectors? vectors, Action<string> tell) =>
        Measure(file, vectors, "done", false, tell).Concat(Measure(file, vectors, "refused", true, _ => { }));

    /// <summary>What the model of meanings learns from: features, and who drifted in the turn.</summary>
    public static IEnumerable<(float[] Features, string Label)> ToLearn(string file, SentenceVectors vectors) =>
        LabelledFiles
            .Read<Fragment>(file)
            .SelectMany(fragment =>
            {
                var meanings = fragment.Turns.Select(turn => Meaning(fragment.Signs(turn, false), vectors)).ToArray();
                return fragment.Turns.Select(
                    (turn, at) => (DriftModel.Features(meanings[at], Before(meanings, at)), turn.Label)
                );
            });

    /// <summary>
    /// The same of sessions that nobody labelled: turns that the rules see no drift in are taken for turns without.
    /// </summary>
    public static IEnumerable<(float[] Features, string Label)> WithoutDrift(string file, SentenceVectors vectors) =>
        ToLearn(file, vectors)
            .Zip(
                LabelledFiles.Read<Fragment>(file).SelectMany(fragment => fragment.Judged(false, null)),
                (turn, verdict) => (turn, verdict)
            )
            .Where(one => !Drifted(one.verdict))
            .Select(one => (one.turn.Features, "none"));

    private static TurnMeaning Meaning(TurnSigns signs, SentenceVectors vectors)
    {
        var texts = TurnTexts.Of(signs);
        return texts.ToMeaning(vectors.Of(texts.ToEmbed()));
    }

    private static TurnMeaning[] Before(IReadOnlyList<TurnMeaning> turns, int at) =>
        [.. turns.Take(at).TakeLast(DriftModel.EarlierMax)];

    private static IEnumerable<Figure> Measure(
        string file,
        SentenceVectors? vectors,
        string how,
        bool refuses,
        Action<string> tell
    )
    {
        var judged = LabelledFiles
            .Read<Fragment>(file)
            .Select(fragment => (Fragment: fragment, Verdicts: fragment.Judged(refuses, vectors)))
            .ToArray();
        foreach (var (fragment, verdicts) in judged)
            Tell(fragment, verdicts, tell);
        var seen = judged.Where(one => one.Verdicts.Any(Drifted)).ToArray();
        var there = judged.Where(one => one.Fragment.Drift != "none").ToArray();
        var right = seen.Count(one => one.Fragment.Drift != "none");
        yield return Share($"{how}_precision", right, seen.Length);
        yield return Share($"{how}_recall", right, there.Length);
        yield return new(
            $"labelled_drift_{how}_held_without_drift",
            judged.Count(one =>
                one.Fragment.Drift == "none" && one.Verdicts.Any(verdict => verdict.Opened is not null)
            ),
            "fragments"
        );
        var turns = judged
            .SelectMany(one => one.Fragment.Turns.Zip(one.Verdicts))
            .Select(one => (one.First.Label, Found: Word(one.Second)))
            .ToArray();
        foreach (var kind in (string[])["ai", "user"])
        {
            var same = turns.Count(turn => turn.Label == kind && turn.Found == kind);
            yield return Share($"{how}_turns_{kind}_precision", same, turns.Count(turn => turn.Found == kind));
            yield return Share($"{how}_turns_{kind}_recall", same, turns.Count(turn => turn.Label == kind));
        }
    }

    private static Figure Share(string name, int right, int all) =>
        LabelledFiles.Share($"labelled_drift_{name}", right, all);

    private static bool Drifted(DriftVerdict verdict) => verdict.Events.Length > 0;

    private static string Word(DriftVerdict verdict) =>
        verdict.Events.Length == 0 ? "none"
        : verdict.Events[0].Type == DriftKind.Ai ? "ai"
        : "user";

    private static void Tell(Fragment fragment, ImmutableArray<DriftVerdict> verdicts, Action<string> tell)
    {
        var alarmed = verdicts.Any(Drifted);
        var what = (alarmed, fragment.Drift) switch
        {
            (true, "none") => "FALSE ",
            (false, not "none") => "MISSED",
            _ => "      ",
        };
        foreach (var (turn, verdict) in fragment.Turns.Zip(verdicts))
        {
            if (Word(verdict) != turn.Label)
                tell(
                    $"{what} {fragment.Id}.{turn.N} {turn.Label} called {Word(verdict)}"
                        + $"{(verdict.Opened is null ? "" : " HELD")} | {fragment.Mode}: {fragment.Purpose} | "
                        + $"{turn.Prompt} | "
                        + $"{turn.Assistant} | {string.Join(", ", turn.Tools.Select(tool => tool.Target))} | "
                        + $"ai {CopDetail(verdict.Ai)} user {CopDetail(verdict.User)}"
                );
        }
    }

    private static string CopDetail(DriftScore score) =>
        $"{score.Score:0.00} [{string.Join(", ", score.Findings.Select(one => $"{one.Signal} {one.Value:0.00}"))}]";

    private sealed record DriftTurn(int N, string Prompt, string Assistant, LabelledTool[] Tools, string Label);

    private sealed record Fragment(
        string Id,
        string Purpose,
        string Mode,
        string ProjectRoot,
        string Drift,
        DriftTurn[] Turns
    )
    {
        public ImmutableArray<DriftVerdict> Judged(bool refuses, SentenceVectors? vectors)
        {
            var verdicts = ImmutableArray.CreateBuilder<DriftVerdict>();
            var level = DriftLevel.Calm;
            var meanings = new List<TurnMeaning>();
            foreach (var turn in Turns)
            {
                var signs = Signs(turn, refuses);
                if (vectors is not null)
                {
                    meanings.Add(Meaning(signs, vectors));
                    var before = Before(meanings, meanings.Count - 1);
                    signs = signs with { Likely = DriftModel.Of(meanings[^1], before) };
                }

                verdicts.Add(DriftJudge.Judge(signs, level, DriftSettings.Default));
                // A prompt that is held back is sent again.
                level = verdicts[^1].Level with { Open = null };
            }

            return verdicts.ToImmutable();
        }

        public TurnSigns Signs(DriftTurn turn, bool refuses)
        {
            var mode = Enum.Parse<Mode>(Mode, ignoreCase: true);
            return new()
            {
                Num = turn.N,
                Purpose = Purpose,
                Mode = mode,
                Project = ProjectRoot,
                Asked = turn.Prompt,
                Answered = turn.Assistant,
                ToolCalls = [.. turn.Tools.Select((tool, place) => Deed(tool, place, mode, refuses))],
            };
        }

        private ToolCall Deed(LabelledTool tool, int place, Mode mode, bool refuses)
        {
            var kind = ClaudeCodeToolKinds.Of(tool.Name);
            var target = tool.IsOfFile ? Path.GetFullPath(tool.Target!, ProjectRoot) : tool.Target;
            var call = new JudgedCall(tool.Name, kind, tool.Command, null, Surroundings.Unseen);
            var refused = refuses && ModeTable.Default.Judge(mode, call).Verdict == Verdict.Deny;
            return new($"toolu_{place}", tool.Name, target, refused ? ToolStatus.Denied : ToolStatus.Ok, [])
            {
                Kind = kind,
            };
        }
    }
}
