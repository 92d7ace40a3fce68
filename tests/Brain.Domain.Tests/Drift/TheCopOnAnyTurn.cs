using System.Text.Json;
using Brain.Domain.Drift;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;
using Brain.Tests.Personas;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Drift;

/// <summary>Promises that hold whatever a turn holds: checked on random turns.</summary>
public sealed class TheCopOnAnyTurn
{
    private const int Histories = 300;

    [Fact]
    public void Scores_from_0_to_1() => Check(turns => Assert.All(Verdicts(turns), verdict =>
            {
                Assert.InRange(verdict.Ai.Score, 0, 1);
                Assert.InRange(verdict.User.Score, 0, 1);
                Assert.InRange(verdict.Level.Recent.Length, 0, DriftLevel.RecentMax);
            }));

    [Fact]
    public void Says_the_same_of_the_same_turn() =>
        Check(turns =>
            Assert.Equal(JsonSerializer.Serialize(Verdicts(turns)), JsonSerializer.Serialize(Verdicts(turns)))
        );

    [Fact]
    public void Never_asks_after_a_single_mild_turn() => Check(turns => Assert.All(turns, turn =>
            {
                var verdict = turn.Judged();
                Assert.True(
                    verdict.Opened is null || verdict[verdict.Opened.Kind].Score >= DriftSettings.Default.Overwhelming
                );
            }));

    [Fact]
    public void Raises_no_alarm_at_what_may_stay() => Check(turns => Assert.All(turns, turn =>
            {
                var stayed = turn.Judged().Level.After(new(CheckpointChoice.Stay), turn).Level;
                Assert.Empty(turn.Judged(stayed).Events);
                Assert.InRange(stayed.Accepted.Length, 0, DriftLevel.AcceptedMax);
            }));

    [Fact]
    public void Understands_any_prompt_as_an_answer_or_none() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
                Assert.True(Checkpoint.Answer.Of(text ?? "") is null or { Purpose: null or { Length: > 0 } })
            )
            .QuickCheckThrowOnFailure();

    private static DriftVerdict[] Verdicts(TurnSigns[] turns)
    {
        var verdicts = new List<DriftVerdict>();
        foreach (var turn in turns)
            verdicts.Add(turn.Judged(verdicts.LastOrDefault()?.Level));
        return [.. verdicts];
    }

    private static void Check(Action<TurnSigns[]> holds) =>
        Prop.ForAll(AnyTurns().ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    private static Gen<TurnSigns[]> AnyTurns()
    {
        var word = Gen.Elements(
            "login",
            "fix",
            "the",
            "cookie",
            "recipe",
            "I also changed",
            "by the way",
            "Kubernetes",
            "über",
            "日本語",
            "🙂",
            "\ud83d",
            "src/Main.cs",
            "die",
            "und",
            "\n",
            "```",
            "birthday",
            "XMLHttpRequest",
            "a_b_c",
            "0.5%",
            ". Additionally",
            "lighthouse",
            "whales",
            "invoice"
        );
        var sentence = Gen.OneOf(
            from words in Gen.ListOf(word)
            select string.Join(' ', words),
            ArbMap.Default.GeneratorFor<string>(),
            Gen.Constant<string>(null!)
        );
        var target = Gen.OneOf(
            sentence,
            Gen.Elements(
                "/",
                "~",
                "~/",
                "..",
                "/home/me/site/x.ts",
                "/home/me/site/../other/y.ts",
                "/tmp/z",
                "C:\\x\\y",
                "cd /srv && rm x",
                "/home/me/shop/recipe.md",
                "git push; > /etc/x"
            )
        );
        var deed =
            from tool in Gen.Elements("Write", "Edit", "Read", "Bash", "Grep", "mcp__x__write", "")
            from aim in target
            from status in Gen.Elements(Enum.GetValues<ToolStatus>())
            select SomeTurn.Call(tool, aim, status);
        var turn =
            from purpose in sentence
            from asked in sentence
            from answered in sentence
            from project in Gen.Elements(null, "", "/", "/home/me/site", "relative")
            from mode in Gen.Elements(Enum.GetValues<Mode>())
            from deeds in Gen.ListOf(deed)
            from num in Gen.Choose(1, 9)
            select new TurnSigns
            {
                Num = num,
                Purpose = purpose,
                Asked = asked,
                Answered = answered,
                Project = project,
                Mode = mode,
                ToolCalls = [.. deeds],
            };
        return from turns in Gen.ListOf(turn) select turns.ToArray();
    }
}
