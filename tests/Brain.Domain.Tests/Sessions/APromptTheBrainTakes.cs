using Brain.Domain.Sessions;
using Brain.Tests.Personas;
using Brain.Tests.Sessions;

namespace Brain.Tests.Drift;

/// <summary>
/// Claude Code puts a prompt that was blocked back into its input box, where the next words are written behind it.
/// </summary>
public sealed class APromptTheBrainTakes
{
    private const string Held = "book the hotel in Lisbon too";

    private static readonly SessionContext Steve = SessionContext.Default with
    {
        Personas = new() { Names = ["Steve"] },
    };

    private readonly Session _asked = Some.Session() with
    {
        Opened = true,
        Purpose = SomeTurn.Purpose,
        Drift = SomeTurn.OffTopic(2).Judged(SomeTurn.OffTopic().Judged().Level).Level,
    };

    [Theory]
    [InlineData("park")]
    [InlineData(" park")]
    [InlineData("\nPark it.")]
    public void Is_answered_by_the_word_behind_it(string word)
    {
        var decided = Hold().Hears(Some.Prompt(_asked.Id, Held + word));

        Assert.Equal("drift.settled", Assert.Single(decided.Change.Decisions).Rule);
        Assert.Null(decided.Next.Drift.Open);
    }

    [Fact]
    public void Is_what_is_parked()
    {
        var decided = Hold().Hears(Some.Prompt(_asked.Id, "park"));

        Assert.Equal(Held, Assert.Single(decided.Change.Drift.Parked).Text);
        Assert.Contains(Held, decided.Answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_the_purpose_that_is_declared_without_words()
    {
        var decided = Hold().Hears(Some.Prompt(_asked.Id, "redeclare"));

        Assert.Equal((Held, false), (decided.Next.Purpose, decided.Next.Provisional));
    }

    [Fact]
    public void Is_said_to_be_kept_only_when_one_is()
    {
        var held = _asked.Hears(Some.Prompt(_asked.Id, Held));

        Assert.DoesNotContain("kept", _asked.Drift.Open!.Question, StringComparison.Ordinal);
        Assert.Contains("Your prompt is kept", held.Answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void Without_a_text_is_held_and_to_be_sent_again(string? text)
    {
        var held = _asked.Hears(Some.Prompt(_asked.Id, "") with { Prompt = text });
        var settled = held.Next.Hears(Some.Prompt(_asked.Id, "stay"));
        var parked = held.Next.Hears(Some.Prompt(_asked.Id, "park"));

        Assert.Equal("drift.checkpoint", Assert.Single(held.Change.Decisions).Rule);
        Assert.DoesNotContain("Your prompt is kept", held.Answer.Reason, StringComparison.Ordinal);
        Assert.Contains("send it again", settled.Answer.Reason, StringComparison.Ordinal);
        Assert.Null(settled.Next.Drift.Open);
        Assert.Empty(parked.Change.Drift.Parked);
    }

    [Fact]
    public void Goes_on_with_a_line_that_says_so()
    {
        var decided = Hold().Hears(Some.Prompt(_asked.Id, "stay"));

        Assert.StartsWith("✓ stay", decided.Answer.Message, StringComparison.Ordinal);
        Assert.Contains(Held, decided.Answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_a_command_is_the_command()
    {
        var spent = Some.Session() with { Opened = true, Purpose = "x", BudgetCap = 100, TokensTotal = 100 };
        var refused = spent.Hears(Some.Prompt(spent.Id, "mend the till"));

        var decided = refused.Next.Hears(Some.Prompt(spent.Id, "mend the till/budget none"));

        Assert.Equal("block", decided.Answer.Word());
        Assert.Null(decided.Next.BudgetCap);
        Assert.Equal("command.budget", Assert.Single(decided.Change.Decisions).Rule);
    }

    [Theory]
    [InlineData("Steve, status?/checkin Steve", "checkin", "Steve")]
    [InlineData("Steve: what is slow?/ask Steve what is fast?", "ask", "Steve what is fast?")]
    public void Before_a_request_is_the_request(string prompt, string kind, string args)
    {
        var session = Some.Session() with { Opened = true, Purpose = "x" };
        var first = session.Hears(Some.Prompt(session.Id, prompt[..prompt.IndexOf('/')]), Steve).Next;

        var decided = first.Hears(Some.Prompt(session.Id, prompt), Steve);

        Assert.Equal((kind, args), (decided.Answer.Command?.Kind, decided.Answer.Command?.Args));
    }

    [Theory]
    [InlineData("Steve, status?", "checkin", "Steve")]
    [InlineData("Steve: what is slow?", "ask", "Steve what is slow?")]
    public void For_a_persona_is_taken_whatever_bars_the_model(string prompt, string kind, string args)
    {
        var spent = Some.Session() with { Opened = true, Purpose = "x", BudgetCap = 100, TokensTotal = 100 };
        var aimless = Some.Session() with { Opened = true, Hard = true };

        foreach (var session in new[] { spent, aimless })
        {
            Assert.Equal("block", session.Hears(Some.Prompt(session.Id, "mend the till"), Steve).Answer.Word());
            var decided = session.Hears(Some.Prompt(session.Id, prompt), Steve);

            Assert.Equal((kind, args), (decided.Answer.Command?.Kind, decided.Answer.Command?.Args));
        }
    }

    [Theory]
    [InlineData("wrong", null)]
    [InlineData("park", Held)]
    public void Is_settled_by_a_word_though_the_budget_is_spent(string word, string? parked)
    {
        var decided = Spent().Hears(Some.Prompt(_asked.Id, word));

        Assert.Equal("drift.settled", Assert.Single(decided.Change.Decisions).Rule);
        Assert.Null(decided.Next.Drift.Open);
        Assert.Equal(parked, decided.Change.Drift.Parked.SingleOrDefault()?.Text);
        Assert.Empty(decided.Change.Turns);
    }

    [Fact]
    public void Does_not_go_on_while_the_budget_is_spent()
    {
        var decided = Spent().Hears(Some.Prompt(_asked.Id, "stay"));

        Assert.Equal("block", decided.Answer.Word());
        Assert.Contains("was not passed on", decided.Answer.Reason, StringComparison.Ordinal);
        Assert.Contains("/budget", decided.Answer.Reason, StringComparison.Ordinal);
        Assert.Equal(
            "budget.reached",
            Assert.Single(Spent().Hears(Some.Prompt(_asked.Id, "go on then")).Change.Decisions).Rule
        );
    }

    [Theory]
    [InlineData("see docs/done")]
    [InlineData("what does /mode debug do?")]
    [InlineData("Steve: what does /mode debug do?")]
    public void Is_none_where_nothing_was_blocked(string prompt)
    {
        var session = Some.Session() with { Opened = true, Purpose = "x" };

        var decided = session.Hears(Some.Prompt(session.Id, prompt), Steve);

        Assert.DoesNotContain(decided.Change.Decisions, row => row.Rule is "command.mode" or "command.done");
    }

    private Session Spent() => Hold() with { BudgetCap = 100, TokensTotal = 100 };

    private Session Hold()
    {
        var held = _asked.Hears(Some.Prompt(_asked.Id, Held));
        Assert.Equal("block", held.Answer.Word());
        return held.Next;
    }
}
