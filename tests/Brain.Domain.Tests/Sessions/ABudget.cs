using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Sessions;

public sealed class ABudget
{
    private readonly Guid _prompt = Guid.NewGuid();
    private readonly Session _open;

    public ABudget()
    {
        var session = Some.Session();
        _open = session.After(Some.Prompt(session.Id, "work", _prompt)).Decide(new SetBudget(1_000), Some.Time).Next;
    }

    [Theory]
    [InlineData(799, false)]
    [InlineData(800, true)]
    [InlineData(999, true)]
    public void Is_warned_of_at_four_fifths(long tokens, bool warned)
    {
        var text = Used(tokens).Hears(Some.Stop(_open.Id, _prompt)).Answer.Message!;

        Assert.Equal(
            warned,
            text.Contains("🪑 Session Boss: 80 % of the token budget is used (", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Is_warned_of_once()
    {
        var first = Used(850).Hears(Some.Prompt(_open.Id, "more"));
        var second = first.Next.Hears(Some.Prompt(_open.Id, "and more"));

        Assert.Equal("🪑 Session Boss: 80 % of the token budget is used (850 of 1,000 tokens).", first.Answer.Message);
        Assert.True(first.Change.Session!.Metadata.BudgetWarned);
        Assert.Null(second.Answer.Message);
    }

    [Fact]
    public void Is_warned_of_again_when_a_new_one_is_nearly_used()
    {
        var warned = Used(850).Hears(Some.Prompt(_open.Id, "more")).Next;
        var raised = warned.Decide(new SetBudget(2_000), Some.Time).Next;

        Assert.Null(raised.Hears(Some.Prompt(_open.Id, "on")).Answer.Message);
        Assert.NotNull((raised with { TokensTotal = 1_600 }).Hears(Some.Prompt(_open.Id, "on")).Answer.Message);
        Assert.Same(warned, warned.Decide(new SetBudget(1_000), Some.Time).Next);
    }

    [Fact]
    public void Says_that_it_is_used_up_when_it_is() =>
        Assert.Contains(
            "is used up (1,200 of 1,000 tokens)",
            Used(1_200).Hears(Some.Stop(_open.Id, _prompt)).Answer.Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Refuses_prompt_tool_and_batch_once_it_is_used()
    {
        var used = Used(1_000);

        Assert.Equal("block", used.Hears(Some.Prompt(_open.Id, "more")).Answer.Word());
        Assert.Equal("deny", used.Hears(Some.Tool(_open.Id, "PreToolUse", "Read", _prompt)).Answer.Word());
        Assert.Equal(
            "block",
            used.Hears(
                    new()
                    {
                        SessionId = _open.Id,
                        Name = "PostToolBatch",
                        Kind = ClaudeCodeEventKinds.Of("PostToolBatch"),
                        PromptId = _prompt,
                    }
                )
                .Answer.Word()
        );
    }

    [Fact]
    public void Is_counted_before_what_it_may_refuse_and_only_then()
    {
        Assert.True(_open.CountsBefore(Some.Prompt(_open.Id, "more")));
        Assert.False(_open.CountsBefore(Some.Stop(_open.Id, _prompt)));
        Assert.False((_open with { BudgetCap = null }).CountsBefore(Some.Prompt(_open.Id, "more")));
    }

    private Session Used(long tokens) => _open.Knowing(new(null, tokens));
}
