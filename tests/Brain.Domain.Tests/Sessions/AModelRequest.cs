using Brain.Domain.Decisions;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Sessions;

public sealed class AModelRequest
{
    private readonly Session _capped = Some.Session() with { Opened = true, BudgetCap = 100 };

    [Fact]
    public void May_be_made_while_the_cap_is_not_reached() =>
        Assert.Equal(new(true, null, false), Ask(_capped, Used(0, 99)).Answer);

    [Fact]
    public void Is_refused_with_a_reason_once_it_is()
    {
        var refused = Ask(_capped, Used(0, 60), Used(1, 40));

        Assert.False(refused.Answer.Go);
        Assert.Contains("100 of 100", refused.Answer.Reason, StringComparison.Ordinal);
        var row = Assert.Single(refused.Change.Decisions);
        Assert.Equal(
            ("turn.step", "t:7:", "block", "budget.reached"),
            (row.Event, row.EventKey, row.Decision, row.Rule)
        );
    }

    [Fact]
    public void Counts_once_however_often_it_is_told()
    {
        var once = Done(_capped, Used(0, 60));
        var twice = Done(once.Next, Used(0, 60));

        Assert.Equal(60, twice.Next.TokensStepped);
        Assert.Equal(once.Next, twice.Next);
        Assert.True(twice.Change.Empty);
    }

    [Fact]
    public void Of_a_sub_agent_is_another_one() =>
        Assert.Equal(
            120,
            Done(_capped, Used(0, 60), Used(0, 60) with { Request = "t:0:a1", AgentId = "a1" }).Next.TokensStepped
        );

    [Fact]
    public void Counts_what_went_in_and_out_but_not_the_cache()
    {
        var used = Used(0, 5) with { Input = 3, CacheRead = 1_000, CacheWrite = 1_000 };

        Assert.Equal(8, Done(_capped, used).Next.TokensStepped);
    }

    [Theory]
    [InlineData(100, 0, false)]
    [InlineData(0, 100, false)]
    [InlineData(60, 60, true)]
    public void Is_held_against_the_larger_of_two_counts(long transcript, long reported, bool go) =>
        Assert.Equal(go, Ask(_capped with { TokensTotal = transcript }, Used(0, reported)).Answer.Go);

    [Fact]
    public void Counts_on_top_of_what_was_used_before_the_gate_came()
    {
        var first = Ask(_capped with { TokensTotal = 80 });
        var told = Done(first.Next, Used(0, 20));

        Assert.True(first.Change.GoesOnFromLedger);
        Assert.False(Ask(told.Next).Answer.Go);
        // Once the transcript tells of it as well it counts once.
        Assert.Equal(100, (told.Next with { TokensTotal = 100 }).TokensUsed);
    }

    // Read anew from its rows, a session does not know what is under way.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Counts_nothing_twice_once_the_gate_was_told_of_something(int turns)
    {
        var gated = Done(Ask(_capped).Next, Used(0, 40)).Next;
        var anew = gated with { TurnCount = turns, AsksInTurn = null, TokensTotal = 70 };

        var next = Ask(anew);

        Assert.False(next.Change.GoesOnFromLedger);
        Assert.Equal(70, Done(next.Next, Used(1, 30)).Next.TokensUsed);
    }

    [Fact]
    public void Of_a_turn_under_way_is_not_taken_for_one_that_was_made_before()
    {
        var asked = Ask(_capped).Next;
        // A sub-agent's request is in the transcript, and the gate is told of it after another agent has asked.
        var other = Ask(asked with { TokensTotal = 30 });

        Assert.False(other.Change.GoesOnFromLedger);
        Assert.Equal(30, Done(other.Next, Used(0, 30)).Next.TokensUsed);
    }

    [Fact]
    public void Without_a_cap_leaves_nothing_to_go_on_from() =>
        Assert.True(Ask(_capped with { BudgetCap = null, TokensTotal = 80 }).Change.Empty);

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    public void With_senseless_figures_counts_nothing(long tokens) =>
        Assert.Equal(0, Done(_capped, Used(0, tokens)).Next.TokensStepped);

    [Fact]
    public void With_the_largest_figures_does_not_overflow()
    {
        var used = Enumerable
            .Range(0, 9)
            .Select(index => Used(index, long.MaxValue) with { Input = long.MaxValue })
            .ToArray();

        Assert.Equal(SetBudget.TokensMax, Done(_capped, used).Next.TokensStepped);
    }

    [Fact]
    public void Without_a_name_is_still_one() =>
        Assert.Equal(5, Done(_capped, Used(0, 5) with { Request = ":0:" }).Next.TokensStepped);

    [Fact]
    public void Is_remembered_among_the_newest_only()
    {
        var used = Enumerable.Range(0, ModelRequestGate.StepsMax + 10).Select(index => Used(index, 1)).ToArray();

        Assert.Equal(ModelRequestGate.StepsMax, Done(_capped, used).Next.Steps.Length);
    }

    [Fact]
    public void That_will_be_asked_about_lets_the_batch_pass()
    {
        var prompt = Guid.NewGuid();
        var open = _capped.After(Some.Prompt(_capped.Id, "work", prompt)) with { TokensTotal = 100 };
        var batch = new HookEvent
        {
            SessionId = open.Id,
            Name = "PostToolBatch",
            Kind = ClaudeCodeEventKinds.Of("PostToolBatch"),
            PromptId = prompt,
        };

        Assert.Equal("block", open.Hears(batch).Answer.Word());
        Assert.Null(Ask(open).Next.Hears(batch).Answer.Word());
        Assert.Equal("block", (Ask(open).Next with { TurnCount = 2 }).Hears(batch).Answer.Word());
    }

    [Fact]
    public void Learns_from_the_answer_that_the_session_is_hard() =>
        Assert.True(Ask(_capped with { Hard = true }).Answer.Hard);

    private static Decision<Session, ModelRequestAnswer, SessionChange> Ask(
        Session session,
        params ModelRequestUsage[] used
    ) =>
        session.Decide(
            new AskModelRequest
            {
                SessionId = session.Id,
                Request = "t:7:",
                Used = used,
            },
            SessionContext.Default,
            Some.Time
        );

    private static Decision<Session, ModelRequestAnswer, SessionChange> Done(
        Session session,
        params ModelRequestUsage[] used
    ) =>
        session.Decide(new CountModelRequests(session.Id, used), SessionContext.Default, Some.Time);

    private static ModelRequestUsage Used(int index, long output) => new($"t:{index}:") { Output = output };
}
