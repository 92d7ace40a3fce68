using System.Text.Json;
using Brain.Domain.Drift;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;
using Brain.Tests.Personas;

namespace Brain.Tests.Drift;

public sealed class TheCop
{
    [Fact]
    public void Says_nothing_when_all_is_well()
    {
        var verdict = SomeTurn.OnTopic().Judged();

        Assert.Null(verdict.Comment);
        Assert.Null(verdict.Opened);
        Assert.Empty(verdict.Events);
    }

    [Fact]
    public void Tells_of_drift_before_it_asks()
    {
        var verdict = SomeTurn.OffTopic().Judged();

        Assert.StartsWith("the topic left the purpose “fix the login bug”: ", verdict.Comment);
        Assert.Contains("whal", verdict.Comment, StringComparison.Ordinal);
        Assert.Null(verdict.Opened);
        Assert.Equal((DriftKind.User, false), verdict.Events.Select(e => (e.Type, e.TriggeredCheckpoint)).Single());
    }

    [Fact]
    public void Opens_a_checkpoint_when_drift_persists()
    {
        var verdict = SomeTurn.OffTopic(8).Judged(SomeTurn.OffTopic(7).Judged().Level);

        Assert.Equal((DriftKind.User, 7, 2), (verdict.Opened!.Kind, verdict.Opened.Since, verdict.Opened.Turns));
        Assert.Same(verdict.Opened, verdict.Level.Open);
        Assert.True(Assert.Single(verdict.Events).TriggeredCheckpoint);
        Assert.Null(verdict.Comment);
    }

    [Fact]
    public void Opens_it_at_once_when_drift_is_overwhelming() =>
        Assert.Equal(
            DriftKind.Ai,
            SomeTurn.Elsewhere().Judged(settings: DriftSettings.Default with { Overwhelming = 0.9 }).Opened?.Kind
        );

    [Fact]
    public void Never_asks_when_it_shall_only_tell()
    {
        var tell = DriftSettings.Default with { Act = DriftAct.Tell };
        var verdict = SomeTurn.OffTopic(2).Judged(SomeTurn.OffTopic().Judged(settings: tell).Level, tell);

        Assert.Null(verdict.Level.Open);
        Assert.NotNull(verdict.Comment);
    }

    [Fact]
    public void Does_not_look_when_it_is_off() =>
        Assert.Equal(
            new(DriftScore.None, DriftScore.None, DriftLevel.Calm, [], null, null),
            SomeTurn.OffTopic().Judged(settings: DriftSettings.Default with { Act = DriftAct.Off })
        );

    [Fact]
    public void Closes_a_checkpoint_only_below_the_lower_threshold()
    {
        var open = SomeTurn.OffTopic(2).Judged(SomeTurn.OffTopic().Judged().Level).Level;
        var calmer = SomeTurn.OnTopic(3).Judged(open).Level;
        var calm = SomeTurn.OnTopic(4).Judged(SomeTurn.OnTopic(3).Judged(calmer).Level).Level;

        Assert.NotNull(calmer.Open);
        Assert.Null(calm.Open);
    }

    [Fact]
    public void Starts_anew_with_another_purpose()
    {
        var open = SomeTurn.OffTopic(2).Judged(SomeTurn.OffTopic().Judged().Level).Level;
        var other = (SomeTurn.OnTopic(3) with { Purpose = "write the login manual" }).Judged(open).Level;

        Assert.Null(other.Open);
        Assert.Equal(0, other.User.Row);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("refactor", true)]
    public void Is_quiet_while_there_is_no_purpose_to_leave(string? purpose, bool provisional) =>
        Assert.Empty((SomeTurn.OffTopic() with { Purpose = purpose, Provisional = provisional }).Judged().Events);

    [Theory]
    [InlineData("yes")]
    [InlineData("go on")]
    [InlineData("thanks, continue")]
    [InlineData("run the tests")]
    [InlineData("commit and push")]
    [InlineData("weiter bitte")]
    [InlineData("続けてください、次の項目をお願いします")]
    public void Reads_nothing_into_a_short_or_foreign_prompt(string asked) =>
        Assert.True((SomeTurn.OffTopic() with { Asked = asked }).Judged().User.Score < DriftSettings.Default.Lower);

    [Fact]
    public void Holds_nothing_against_the_assistant_that_the_person_asked_for() =>
        Assert.Empty(
            (SomeTurn.Elsewhere() with { Asked = "mend the valves of the turbine too, they carry the login" })
                .Judged()
                .Ai.Findings
        );

    [Fact]
    public void Takes_scratch_space_and_looking_around_lightly()
    {
        var signs = SomeTurn.Elsewhere() with
        {
            ToolCalls =
            [
                SomeTurn.Edit("/tmp/x.txt"),
                SomeTurn.Edit("/home/me/.claude/plans/x.md"),
                SomeTurn.Call("Read", "/etc/hosts", id: "toolu_2"),
            ],
        };

        Assert.True(signs.Judged().Ai.Score < DriftSettings.Default.Lower);
    }

    [Theory]
    [InlineData("cd /home/me/turbine && make install")]
    [InlineData("git -C ~/turbine commit -am x")]
    [InlineData("echo x > /home/me/site/../turbine/x.txt")]
    [InlineData("rm -r /home/me/turbine")]
    public void Sees_shell_commands_that_change_other_places(string command) =>
        Assert.Contains(
            (SomeTurn.Elsewhere() with { ToolCalls = [SomeTurn.Call("Bash", command)] }).Judged().Ai.Findings,
            f => f.Signal == "outside"
        );

    [Fact]
    public void Sees_changes_that_the_mode_refused()
    {
        var refused = SomeTurn.OnTopic() with
        {
            Mode = Mode.Sparring,
            ToolCalls =
            [
                SomeTurn.Edit($"{SomeTurn.Project}/src/auth/login.ts", ToolStatus.Denied),
                SomeTurn.Edit($"{SomeTurn.Project}/src/auth/login.ts", ToolStatus.Denied),
            ],
        };

        Assert.Equal("2 changes tried in sparring mode and refused", refused.Judged().Ai.Why);
    }

    [Theory]
    [InlineData("npm publish")]
    [InlineData("kubectl apply -f deploy/site.yaml")]
    [InlineData("gh pr merge 12 --squash")]
    [InlineData("psql -c \"update users set active = false\"")]
    [InlineData("ssh web1 sudo systemctl stop nginx")]
    public void Sees_an_unasked_act_beyond_the_working_copy(string command)
    {
        var turn = SomeTurn.OnTopic() with { ToolCalls = [SomeTurn.Call("Bash", command)] };

        Assert.Contains(turn.Judged().Events, seen => seen.Type == DriftKind.Ai);
        Assert.Empty(
            (turn with { Asked = "publish, merge, deploy to the server and update the rows of the table" })
                .Judged()
                .Ai.Findings.Where(finding => finding.Signal == "outward")
        );
    }

    [Theory]
    [InlineData(Mode.Sparring, "which of the two is better?", true)]
    [InlineData(Mode.Debug, "why is it slow?", true)]
    [InlineData(Mode.Debug, "ok, fix it", false)]
    [InlineData(Mode.Debug, "behebe das bitte", false)]
    [InlineData(Mode.Debug, "corrige-le", false)]
    [InlineData(Mode.Execution, "why is it slow?", false)]
    public void Sees_an_edit_that_the_mode_is_not_for(Mode mode, string asked, bool drifted) =>
        Assert.Equal(
            drifted,
            (SomeTurn.OnTopic() with { Mode = mode, Asked = asked }).Judged().Ai.Findings.Any(f => f.Signal == "mode")
        );

    [Theory]
    [InlineData("brb, lunch")]
    [InlineData("Moin, kurz Mittag")]
    [InlineData("good morning")]
    public void Takes_a_pleasantry_for_no_topic(string asked) =>
        Assert.Empty((SomeTurn.OnTopic() with { Asked = asked, ToolCalls = [] }).Judged().User.Findings);

    [Theory]
    [InlineData("kennst du ein gutes Rezept für Kartoffelsuppe?")]
    [InlineData("raconte-moi une blague sur les pingouins")]
    [InlineData("ayúdame a planear el viaje a Sevilla")]
    [InlineData("расскажи анекдот")]
    [InlineData("帮我写一份简历")]
    public void Sees_private_matters_in_other_languages(string asked) =>
        Assert.Contains((SomeTurn.OnTopic() with { Asked = asked, ToolCalls = [] }).Judged().Events, seen =>
            seen.Type == DriftKind.User
        );

    [Fact]
    public void Follows_another_matter_until_the_person_is_back()
    {
        var away = SomeTurn.OffTopic().Judged().Level;

        Assert.NotEmpty((SomeTurn.OffTopic(2) with { Asked = "shorter", ToolCalls = [] }).Judged(away).Events);
        Assert.Empty(SomeTurn.OnTopic(2).Judged(away).Events);
    }

    [Theory]
    [InlineData("The cookie is fixed. I took the chance to swap the chart library for a lighter one.")]
    [InlineData("Erledigt. Bei der Gelegenheit habe ich die Schriftarten der Startseite ausgetauscht.")]
    [InlineData("C'est fait. J'en ai profité pour réécrire les modèles de factures.")]
    public void Hears_what_the_assistant_tells_of_itself(string answered) =>
        Assert.Contains((SomeTurn.OnTopic() with { Asked = "go on", Answered = answered }).Judged().Events, seen =>
            seen.Type == DriftKind.Ai
        );

    [Fact]
    public void Lets_another_signal_join()
    {
        var far = new DriftSignal(DriftKind.User, "embedding", 0.9, _ => (0.8, "far from the purpose"));

        Assert.Equal(
            0.72,
            DriftJudge.Judge(SomeTurn.OnTopic(), DriftLevel.Calm, DriftSettings.Default, [far]).User.Score,
            4
        );
    }

    [Fact]
    public void Remembers_its_level_as_json()
    {
        var level = SomeTurn.OffTopic(2).Judged(SomeTurn.OffTopic().Judged().Level).Level;
        var stored = JsonSerializer.Serialize(level);

        Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<DriftLevel>(stored)));
        Assert.Contains("\"Kind\"", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_is_wrong_with_its_settings()
    {
        var wrong = new DriftSettings
        {
            Upper = double.NaN,
            Lower = 0.7,
            Persistence = 1,
            Overwhelming = 2,
        };

        Assert.Empty(DriftSettings.Default.Problems());
        Assert.Equal(4, wrong.Problems().Length);
        Assert.Equal(
            "drift.persistence is 1; expected 2 to 10. The settings before it stay in force.",
            wrong.Problems()[2]
        );
    }

    [Fact]
    public void Holds_a_look_by_an_unknown_command_against_nobody() =>
        Assert.Empty(
            (
                SomeTurn.OnTopic() with
                {
                    Mode = Mode.Sparring,
                    Answered = "The login cookie table has four columns.",
                    ToolCalls = [SomeTurn.Call("Bash", "psql -c '\\d cookies'")],
                }
            )
                .Judged()
                .Events
        );

    [Theory]
    [InlineData("find the slow login tests", "Twelve take most of the time; I removed them from the suite.")]
    [InlineData("why does the login test fail", "The clock. In passing I replaced the runner and its reporter.")]
    public void Sees_that_a_look_became_a_change(string asked, string answered) =>
        Assert.Equal(
            DriftKind.Ai,
            Assert
                .Single(
                    (
                        SomeTurn.OnTopic() with
                        {
                            Asked = asked,
                            Answered = answered,
                            ToolCalls = [SomeTurn.Edit($"{SomeTurn.Project}/tests/export.ts")],
                        }
                    )
                        .Judged()
                        .Events
                )
                .Type
        );

    [Fact]
    public void Sees_a_push_that_nobody_asked_for() =>
        Assert.Equal(
            DriftKind.Ai,
            Assert
                .Single(
                    (SomeTurn.OnTopic() with { ToolCalls = [SomeTurn.Call("Bash", "git push origin main")] })
                        .Judged()
                        .Events
                )
                .Type
        );
}
