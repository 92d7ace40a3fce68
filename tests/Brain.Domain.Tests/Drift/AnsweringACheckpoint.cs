using Brain.Domain.Drift;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Messages.Text;
using Brain.Tests.Personas;
using Brain.Tests.Sessions;
using Brain.Tests.Text;

namespace Brain.Tests.Drift;

public sealed class AnsweringACheckpoint
{
    private static readonly DriftLevel Open = SomeTurn.OffTopic(2).Judged(SomeTurn.OffTopic().Judged().Level).Level;

    [Theory]
    [InlineData("stay", CheckpointChoice.Stay, null)]
    [InlineData("  Stay! ", CheckpointChoice.Stay, null)]
    [InlineData("park", CheckpointChoice.Park, null)]
    [InlineData("Park it.", CheckpointChoice.Park, null)]
    [InlineData("re-declare", CheckpointChoice.Redeclare, null)]
    [InlineData("REDECLARE", CheckpointChoice.Redeclare, null)]
    [InlineData("redeclare:", CheckpointChoice.Redeclare, null)]
    [InlineData("Re-declare: write sea shanties", CheckpointChoice.Redeclare, "write sea shanties")]
    [InlineData("wrong", CheckpointChoice.Wrong, null)]
    [InlineData("dismiss", CheckpointChoice.Wrong, null)]
    [InlineData("false alarm!", CheckpointChoice.Wrong, null)]
    public void Takes_one_word(string prompt, CheckpointChoice choice, string? purpose) =>
        Assert.Equal(new(choice, purpose), Checkpoint.Answer.Of(prompt));

    [Theory]
    [InlineData("")]
    [InlineData("…")]
    [InlineData("stay away from the database")]
    [InlineData("that is wrong")]
    [InlineData("park the car at the login page")]
    [InlineData("redeclare the variable in login.ts")]
    [InlineData("please: redeclare: x")]
    public void Is_no_answer_when_the_prompt_says_more(string prompt) => Assert.Null(Checkpoint.Answer.Of(prompt));

    [Fact]
    public void With_stay_makes_the_matter_belong_here()
    {
        var settled = Open.After(new(CheckpointChoice.Stay), SomeTurn.OffTopic(2));

        Assert.Null(settled.Level.Open);
        Assert.False(settled.RatesWrong);
        Assert.Equal(0, SomeTurn.OffTopic(3).Judged(settled.Level).User.Score);
    }

    [Fact]
    public void With_wrong_also_makes_it_slower_to_alarm()
    {
        var once = Open.After(new(CheckpointChoice.Wrong), SomeTurn.OffTopic(2));
        var often = Enumerable
            .Range(0, 20)
            .Aggregate(once.Level, (level, _) => level.After(new(CheckpointChoice.Wrong), SomeTurn.OffTopic(2)).Level);

        Assert.True(once.RatesWrong);
        Assert.Equal(0.05, once.Level.Raised, 4);
        Assert.Equal(DriftLevel.RaisedMax, often.Raised, 4);
    }

    [Fact]
    public void With_park_keeps_the_matter_in_words()
    {
        var settled = Open.After(new(CheckpointChoice.Park), SomeTurn.OffTopic(2));

        Assert.Equal(SomeTurn.OffTopic().Asked, settled.Parked);
        Assert.Null(settled.Purpose);
        Assert.NotEmpty(SomeTurn.OffTopic(3).Judged(settled.Level).Events);
    }

    [Fact]
    public void With_park_names_where_the_assistant_went()
    {
        var open = SomeTurn.Elsewhere(2).Judged(SomeTurn.Elsewhere().Judged().Level).Level;

        Assert.Equal(
            "What the assistant began in /home/me/turbine/gauges.c, /home/me/turbine/valves.c",
            open.After(new(CheckpointChoice.Park), SomeTurn.Elsewhere(2)).Parked
        );
    }

    [Theory]
    [InlineData("write sea shanties", "write sea shanties")]
    [InlineData(null, "write the lyrics of a shanty about whales and lighthouses")]
    public void With_redeclare_changes_the_purpose(string? text, string purpose) =>
        Assert.Equal(purpose, Open.After(new(CheckpointChoice.Redeclare, text), SomeTurn.OffTopic(2)).Purpose);

    [Theory]
    [InlineData(true, 0.0)]
    [InlineData(true, 1.9)]
    [InlineData(true, 1.5, 1.9)]
    [InlineData(false, 2.0)]
    [InlineData(false, 1.5, 2.0)]
    [InlineData(false, -3600.0)]
    public void Without_numbers_is_told_from_a_second_delivery_by_time(bool held, params double[] seconds)
    {
        var session = Some.Session() with { Opened = true, Purpose = SomeTurn.Purpose, Drift = Open };
        var prompt = Some.Prompt(session.Id, "book the hotel in Lisbon too") with { PromptId = null };
        var decided = session.Decide(prompt, SessionContext.Default, Some.Time);
        Assert.Equal("block", decided.Answer.Word());

        foreach (var second in seconds)
            decided = decided.Next.Decide(prompt, SessionContext.Default, Some.Time.AddSeconds(second));

        Assert.Equal((held ? "block" : null, held ? 0 : 1), (decided.Answer.Word(), decided.Next.TurnCount));
    }

    [Theory]
    [MemberData(nameof(SomeInjection.All), MemberType = typeof(SomeInjection))]
    public void Is_asked_for_on_one_line_whatever_its_files_are_called(string name, string text)
    {
        var question = (Open.Open! with { Purpose = text, Why = $"1 of 1 changed files: {text}" }).Question;

        Assert.Equal((name, TerminalText.Line(question)), (name, question));
        foreach (var forged in (string[])[DataMark.Mark, "<", "＜", "```", "[SYSTEM]"])
            Assert.DoesNotContain(forged, question, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_asked_for_in_one_short_text() =>
        Assert.Equal(
            "👮 Cop: the last 2 turns left the purpose “fix the login bug” (no matter of code: lyric; new in the "
                + "prompt: write). "
                + "Answer with one word: stay · redeclare · park · wrong.",
            (Open.Open! with { Why = "no matter of code: lyric; new in the prompt: write" }).Question
        );
}
