using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

public sealed class ASlashCommand
{
    private static readonly Guid Typed = Guid.NewGuid();
    private readonly Session _new = Some.Session();

    [Theory]
    [InlineData("purpose", "ship the spine", "Purpose: ship the spine")]
    [InlineData("brain:purpose", "ship the spine", "Purpose: ship the spine")]
    [InlineData(
        "mode",
        "sparring",
        "Mode: sparring (talk and read: file-writing tools are denied, shell commands and other tools asked "
            + "unless they only read)"
    )]
    [InlineData("budget", "50k", "Budget: 0 of 50,000 tokens used, 50,000 left.")]
    [InlineData("budget", "1,500k", "Budget: 0 of 1,500,000 tokens used, 1,500,000 left.")]
    [InlineData("budget", "12,345,678", "Budget: 0 of 12,345,678 tokens used, 12,345,678 left.")]
    [InlineData("budget", "1.5m", "Budget: 0 of 1,500,000 tokens used, 1,500,000 left.")]
    [InlineData("budget", "none", "Budget: no cap; 0 tokens used.")]
    public void Is_answered_without_the_model(string name, string args, string answer)
    {
        var decided = _new.Hears(Some.Command(_new.Id, name, args, Typed));

        Assert.Equal(("block", answer), (decided.Answer.Word(), decided.Answer.Reason));
        Assert.Equal(
            $"command.{name.Replace("brain:", "", StringComparison.Ordinal)}",
            Assert.Single(decided.Change.Decisions).Rule
        );
    }

    [Fact]
    public void Is_no_turn()
    {
        var decided = _new.Hears(Some.Prompt(_new.Id, "/purpose ship it", Typed));

        Assert.Empty(decided.Change.Turns);
        Assert.Equal(0, decided.Next.After(Some.Command(_new.Id, "purpose", "ship it", Typed)).TurnCount);
    }

    [Fact]
    public void That_reaches_the_model_after_all_is_a_turn()
    {
        var held = _new.After(Some.Prompt(_new.Id, "/purpose ship it", Typed));

        var decided = held.Hears(Some.Stop(_new.Id, Typed));

        Assert.Equal(1, decided.Next.TurnCount);
        Assert.Equal("/purpose ship it", decided.Change.Turns[0].UserMessage);
    }

    [Fact]
    public void Whose_answer_came_too_late_is_a_turn_with_its_words()
    {
        var answered = _new.After(
            Some.Prompt(_new.Id, "/purpose ship it", Typed),
            Some.Command(_new.Id, "purpose", "ship it", Typed)
        );

        var decided = answered.Hears(Some.Stop(_new.Id, Typed));

        Assert.Equal((1, "/purpose ship it"), (decided.Next.TurnCount, decided.Change.Turns[0].UserMessage));
    }

    [Fact]
    public void Said_twice_changes_nothing_the_second_time()
    {
        var once = _new.After(
            Some.Command(_new.Id, "purpose", "first", Typed),
            Some.Command(_new.Id, "purpose", "second", Guid.NewGuid())
        );

        var again = once.Hears(Some.Command(_new.Id, "purpose", "first", Typed));

        Assert.Equal("second", again.Next.Purpose);
        Assert.Equal("block", again.Answer.Word());
    }

    [Theory]
    [InlineData("mode", "yolo", "There is no such mode")]
    [InlineData("budget", "lots", "'lots' is not an amount of tokens")]
    [InlineData("budget", "-5", "'-5' is not an amount of tokens")]
    [InlineData("budget", "1,5m", "'1,5m' is not an amount of tokens")]
    [InlineData("budget", "5,00k", "'5,00k' is not an amount of tokens")]
    [InlineData("budget", ",500", "',500' is not an amount of tokens")]
    [InlineData("budget", "1234,567", "'1234,567' is not an amount of tokens")]
    [InlineData("budget", "1.5,000", "'1.5,000' is not an amount of tokens")]
    public void Refuses_what_it_can_not_read_and_changes_nothing(string name, string args, string answer)
    {
        var decided = _new.Hears(Some.Command(_new.Id, name, args, Typed));

        Assert.StartsWith(answer, decided.Answer.Reason, StringComparison.Ordinal);
        Assert.Equal((Mode.Execution, null), (decided.Next.Mode, decided.Next.BudgetCap));
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "purpose.long")]
    public void Takes_a_purpose_of_five_hundred_characters(int length, string? refusal) =>
        Assert.Equal(refusal, _new.Decide(new DeclarePurpose(new string('x', length)), Some.Time).Answer.Refusal?.Code);

    [Theory]
    [InlineData(0L, "budget.range")]
    [InlineData(1L, null)]
    [InlineData(SetBudget.TokensMax, null)]
    [InlineData(SetBudget.TokensMax + 1, "budget.range")]
    public void Takes_a_budget_within_its_limits(long tokens, string? refusal) =>
        Assert.Equal(refusal, _new.Decide(new SetBudget(tokens), Some.Time).Answer.Refusal?.Code);

    [Fact]
    public void Needs_words_for_a_purpose() =>
        Assert.Equal("purpose.empty", _new.Decide(new DeclarePurpose("  "), Some.Time).Answer.Refusal?.Code);

    [Fact]
    public void Of_somebody_else_is_left_alone()
    {
        var decided = _new.After(Some.Start(_new.Id)).Hears(Some.Command(_new.Id, "deploy", "now", Typed));

        Assert.Equal(SessionAnswer.Nothing, decided.Answer);
        Assert.True(decided.Change.Empty);
    }
}
