using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>An agent shows nothing at a session's start: what the person must know comes with a later answer.</summary>
public sealed class AStartThatNobodySees
{
    private static readonly Delivery Hard = new()
    {
        Hard = true,
        Limits = "It shows no footer.",
        StartIsUnseen = true,
    };

    [Fact]
    public void Is_told_with_the_first_refusal_and_once()
    {
        var id = Some.Session().Id;
        var start = new Session { Id = id }.Hears(Some.Start(id), delivery: Hard);
        var first = start.Next.Hears(Some.Prompt(id, "mend it"), delivery: Hard);
        var second = first.Next.Hears(Some.Prompt(id, "mend it now"), delivery: Hard);

        Assert.Null(start.Answer.Message);
        Assert.Contains("It shows no footer.", start.Change.Session!.Metadata.Unshown, StringComparison.Ordinal);
        Assert.Contains("It shows no footer.", first.Answer.Message, StringComparison.Ordinal);
        Assert.Equal("", first.Change.Session!.Metadata.Unshown);
        Assert.Null(second.Answer.Message);
    }

    [Fact]
    public void Waits_while_prompts_are_taken_for_their_answers_are_not_shown()
    {
        var id = Some.Session().Id;
        var start = new Session { Id = id, Purpose = "p" }.Hears(Some.Start(id), delivery: Hard);
        var taken = start.Next.Hears(Some.Prompt(id, "mend it"), delivery: Hard);

        Assert.NotEqual(AnswerDecision.Block, taken.Answer.Decision);
        Assert.Contains("It shows no footer.", taken.Next.Unshown, StringComparison.Ordinal);
    }
}
