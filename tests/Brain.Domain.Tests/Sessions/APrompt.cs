using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

public sealed class APrompt
{
    private static readonly Guid First = Guid.NewGuid();
    private readonly Session _new = Some.Session();

    [Fact]
    public void Begins_the_next_turn()
    {
        var decided = _new.Hears(Some.Prompt(_new.Id, "fix the login", First));

        var turn = Assert.Single(decided.Change.Turns);
        Assert.Equal((1, true, "fix the login"), (turn.Num, turn.Begins, turn.UserMessage));
        Assert.Equal(1, decided.Next.TurnCount);
    }

    [Fact]
    public void Becomes_the_provisional_purpose_and_says_so_once()
    {
        var decided = _new.Hears(Some.Prompt(_new.Id, "fix the login\nplease", First));
        var second = decided.Next.Hears(Some.Prompt(_new.Id, "and the logout"));

        Assert.Equal(("fix the login", true), (decided.Next.Purpose, decided.Next.Provisional));
        Assert.Contains("fix the login", decided.Answer.Message, StringComparison.Ordinal);
        Assert.Equal(SessionAnswer.Nothing, second.Answer);
        Assert.Equal("fix the login", second.Next.Purpose);
    }

    [Fact]
    public void Is_one_turn_however_often_it_is_delivered()
    {
        var once = _new.After(Some.Prompt(_new.Id, "hello", First));

        var again = once.Hears(Some.Prompt(_new.Id, "hello", First));

        Assert.Equal(once, again.Next);
        Assert.True(again.Change.Empty);
    }

    [Fact]
    public void Without_a_number_is_one_turn_when_repeated_at_once()
    {
        var old = Some.Prompt(_new.Id, "hello") with { PromptId = null };
        var once = _new.After(old);

        Assert.Equal(1, once.Decide(old, SessionContext.Default, Some.Time.AddSeconds(1)).Next.TurnCount);
        Assert.Equal(2, once.Decide(old, SessionContext.Default, Some.Time.AddSeconds(3)).Next.TurnCount);
    }

    [Fact]
    public void That_nobody_typed_is_a_turn_but_no_purpose()
    {
        var decided = _new.Hears(Some.Prompt(_new.Id, "<task-notification>\n<task-id>a1</task-id>"));

        Assert.Null(decided.Next.Purpose);
        Assert.Equal(
            (null, "task-notification"),
            (decided.Change.Turns[0].UserMessage, decided.Change.Turns[0].Origin)
        );
    }

    [Fact]
    public void Closes_a_turn_that_was_cut_off()
    {
        var decided = _new.After(Some.Prompt(_new.Id, "one")).Hears(Some.Prompt(_new.Id, "two"));

        Assert.Equal(["1 interrupt", "2 "], decided.Change.Turns.Select(turn => $"{turn.Num} {turn.EndedBy}"));
        Assert.StartsWith("interrupted: ", decided.Change.Turns[0].ErrorNote, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_hard_session_needs_a_purpose_first()
    {
        var hard = _new.Hears(Some.Prompt(_new.Id, "do it", First), delivery: new() { Hard = true });

        Assert.Equal("block", hard.Answer.Word());
        Assert.Contains("/purpose", hard.Answer.Reason, StringComparison.Ordinal);
        Assert.Equal("purpose.missing", Assert.Single(hard.Change.Decisions).Rule);
        Assert.Equal(0, hard.Next.TurnCount);
    }

    [Fact]
    public void Is_refused_once_the_budget_is_used_up()
    {
        var spent = _new with { Opened = true, Purpose = "x", BudgetCap = 100, TokensTotal = 100 };

        Assert.Null((spent with { TokensTotal = 99 }).Hears(Some.Prompt(_new.Id, "more")).Answer.Word());
        var refused = spent.Hears(Some.Prompt(_new.Id, "more"));

        Assert.Equal("block", refused.Answer.Word());
        Assert.Equal("100", Assert.Single(refused.Change.Decisions).Inputs["budget_cap"]);
    }

    [Fact]
    public void Keeps_no_secret()
    {
        var decided = _new.Hears(
            Some.Prompt(_new.Id, "use sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123 and password=hunter2secret")
        );

        Assert.Equal("use [redacted] and password=[redacted]", decided.Change.Turns[0].UserMessage);
        Assert.DoesNotContain("hunter2", decided.Next.Purpose, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_SECRET_ACCESS_KEY=abcdefghijkl", "AWS_SECRET_ACCESS_KEY=[redacted]")]
    [InlineData("NPM_TOKEN=abcdefghijkl", "NPM_TOKEN=[redacted]")]
    [InlineData("--password hunter2x go", "--password [redacted] go")]
    [InlineData("a basic understanding of the bearer token idea", "a basic understanding of the bearer token idea")]
    [InlineData("see https://example.org/a:b", "see https://example.org/a:b")]
    public void Loses_its_secrets_and_nothing_else(string typed, string kept) =>
        Assert.Equal(kept, Redaction.Clean(typed));

    [Fact]
    public void That_comes_after_its_own_stop_only_adds_its_words()
    {
        var decided = _new.After(Some.Stop(_new.Id, First)).Hears(Some.Prompt(_new.Id, "late", First));

        Assert.Equal(1, decided.Next.TurnCount);
        Assert.Equal(
            (1, false, "late"),
            (decided.Change.Turns[0].Num, decided.Change.Turns[0].Begins, decided.Change.Turns[0].UserMessage)
        );
    }
}
