using Brain.Domain.Pipelines;
using Brain.Messages.Pipelines;
using static Brain.Tests.Pipelines.SomeRun;

namespace Brain.Tests.Pipelines;

public sealed class MovingARun
{
    private static readonly Run Release = Begun("drafted", "committed 2h", "tested 3h", "shipped");

    [Fact]
    public void Begins_with_a_first_link_that_takes_no_time()
    {
        var moved = SomeRun.Of(SomeRun.Links("drafted", "committed 2h"), "v2").Begin(Start);

        Assert.Equal(["reached drafted 10:00"], moved.Told());
        Assert.Equal((2, At(2), null), (moved.Next.Awaiting, moved.Next.DueAt, moved.Next.BrokenAt));
        Assert.Equal(
            "release \"v2\" (1f2e3d4c) began. Next is 'committed', due Mon 23 Nov 2026 12:00 UTC.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Begins_with_nothing_when_its_first_link_may_be_late()
    {
        var moved = SomeRun.Of(SomeRun.Links("drafted 1h", "committed")).Begin(Start);

        Assert.Empty(moved.Change.Events);
        Assert.Equal((1, At(1)), (moved.Next.Awaiting, moved.Next.DueAt));
        Assert.Equal(
            "release (1f2e3d4c) began. Next is 'drafted', due Mon 23 Nov 2026 11:00 UTC.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Is_done_as_it_begins_when_nothing_else_is_awaited()
    {
        var moved = SomeRun.Of(SomeRun.Links("drafted")).Begin(Start);

        Assert.Equal((RunStatus.Done, null, Start), (moved.Next.Status, moved.Next.Awaiting, moved.Change.EndedAt));
        Assert.Equal("release (1f2e3d4c) began. Every link is done.", moved.Answer.Message);
    }

    [Fact]
    public void Reaches_what_is_awaited()
    {
        var moved = Release.Reach("COMMITTED ", At(1));

        Assert.Equal(["reached committed 11:00"], moved.Told());
        Assert.Equal(
            "release (1f2e3d4c): 'committed' is reached. Next is 'tested', due Mon 23 Nov 2026 14:00 UTC.",
            moved.Answer.Message
        );
        Assert.Equal(At(2), Assert.Single(moved.Change.Events).DueAt);
    }

    [Fact]
    public void Lets_a_link_without_an_allowance_take_its_time()
    {
        var moved = Release.Reach("committed", At(1)).Next.Reach("tested", At(2));

        Assert.Equal(
            "release (1f2e3d4c): 'tested' is reached. Next is 'shipped', which may take its time.",
            moved.Answer.Message
        );
        Assert.True(moved.Next.Check(At(100_000)).Change.Empty);
    }

    [Fact]
    public void Is_done_when_all_are_reached_or_skipped()
    {
        var moved = Release.Reach("committed", At(1)).Next.Skip("tested", At(1)).Next.Reach("shipped", At(3), At(2));

        Assert.Equal(
            (RunStatus.Done, null, null, At(3)),
            (moved.Next.Status, moved.Next.Awaiting, moved.Next.DueAt, moved.Change.EndedAt)
        );
        Assert.Equal("release (1f2e3d4c): 'shipped' is reached. Every link is done.", moved.Answer.Message);
    }

    [Fact]
    public void Is_late_from_the_very_moment_that_it_is_due()
    {
        var before = Release.Check(At(2).AddTicks(-1));
        var then = Release.Check(At(2));

        Assert.True(before.Change.Empty);
        Assert.Equal(
            "release (1f2e3d4c): nothing is late. Next is 'committed', due Mon 23 Nov 2026 12:00 UTC.",
            before.Answer.Message
        );
        Assert.Equal(["broken committed 12:00"], then.Told());
        Assert.Equal((null, At(2)), (then.Next.DueAt, then.Next.BrokenAt));
        Assert.Equal("release (1f2e3d4c): 'committed' is late since Mon 23 Nov 2026 12:00 UTC.", then.Answer.Message);
    }

    [Fact]
    public void Is_late_since_it_was_due_however_long_nobody_looked() =>
        Assert.Equal(["broken committed 12:00"], Release.Check(At(500)).Told());

    [Fact]
    public void Tells_a_break_once()
    {
        var late = Release.Check(At(2)).Next;

        Assert.True(late.Check(At(2)).Change.Empty);
        Assert.True(late.Check(At(500)).Change.Empty);
        Assert.Equal(["reached shipped 14:00"], late.Reach("shipped", At(4)).Told());
        Assert.Equal(["skipped committed 14:00"], late.Skip("committed", At(4)).Told());
        Assert.Empty(late.Abandon(At(4)).Told());
    }

    [Fact]
    public void Breaks_and_heals_when_nobody_looked_before_it_came_late()
    {
        var moved = Release.Reach("committed", At(3.5));

        Assert.Equal(["broken committed 12:00", "reached committed 13:30", "healed committed 13:30"], moved.Told());
        Assert.Equal(
            "release (1f2e3d4c): 'committed' is reached, 1h 30m late: the chain is healed. Next is 'tested', due "
                + "Mon 23 Nov 2026 16:30 UTC.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Heals_when_it_comes_after_it_was_told_late() =>
        Assert.Equal(
            ["reached committed 13:00", "healed committed 13:00"],
            Release.Check(At(2)).Next.Reach("committed", At(3)).Told()
        );

    [Fact]
    public void Is_late_when_it_comes_at_the_very_moment_that_it_was_due() =>
        Assert.Equal(
            ["broken committed 12:00", "reached committed 12:00", "healed committed 12:00"],
            Release.Reach("committed", At(2)).Told()
        );

    [Fact]
    public void Is_not_late_when_it_came_in_time_and_was_reported_later()
    {
        var moved = Release.Reach("committed", At(4), At(1.5));

        Assert.Equal(["reached committed 11:30"], moved.Told());
        Assert.Equal(
            "release (1f2e3d4c): 'committed' is reached. Next is 'tested', due Mon 23 Nov 2026 14:30 UTC.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Heals_what_was_told_late_though_it_came_in_time()
    {
        var moved = Release.Check(At(2)).Next.Reach("committed", At(4), At(1.5));

        Assert.Equal(["reached committed 11:30", "healed committed 11:30"], moved.Told());
        Assert.Equal(
            "release (1f2e3d4c): 'committed' is reached, in time after all: the chain is healed. Next is "
                + "'tested', due Mon 23 Nov 2026 14:30 UTC.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Counts_the_next_from_when_it_came_and_tells_it_at_once()
    {
        var moved = Release.Reach("committed", At(6), At(1));

        Assert.Equal(["reached committed 11:00", "broken tested 14:00"], moved.Told());
        Assert.Equal(
            "release (1f2e3d4c): 'committed' is reached. 'tested' is late since Mon 23 Nov 2026 14:00 UTC.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Counts_from_the_last_of_those_before_it()
    {
        var run = Release.Reach("tested", At(1.5)).Next.Reach("committed", At(1.75)).Next;
        var chain = Begun("a", "b", "c 1h").Reach("b", At(5)).Next;

        Assert.Equal(4, run.Awaiting);
        Assert.Equal(At(6), chain.DueAt);
        Assert.Equal(At(3), Begun("a 9h", "b", "c 1h").Reach("b", At(2)).Next.Reach("a", At(9), At(1)).Next.BrokenAt);
    }

    [Fact]
    public void Takes_a_link_that_is_reached_twice_for_one()
    {
        var moved = Release.Reach("committed", At(1)).Next.Reach("committed", At(1.5));

        Assert.True(moved.Change.Empty);
        Assert.Null(moved.Answer.Refusal);
        Assert.Equal(
            "release (1f2e3d4c): 'committed' was reached before, Mon 23 Nov 2026 11:00 UTC; nothing was changed.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Takes_what_happened_before_it_began_for_its_start()
    {
        Assert.Equal(["reached committed 10:00"], Release.Reach("committed", At(1), At(-5)).Told());
        Assert.Equal(["reached committed 11:00"], Release.Reach("committed", At(1), At(5)).Told());
    }

    [Fact]
    public void Never_ends_before_it_began_though_the_clock_jumped_back()
    {
        Assert.Equal(Start, Release.Abandon(At(-1)).Change.EndedAt);
        Assert.Equal(["reached committed 10:00"], Release.Reach("committed", At(-1)).Told());
        Assert.Equal(Start, SomeRun.Of(SomeRun.Links("drafted")).Begin(At(-1)).Change.EndedAt);
    }

    [Fact]
    public void Awaits_what_comes_before_when_any_order_will_do()
    {
        var moved = Begun("drafted", "committed 2h", "tested 3h").Reach("tested", At(1));

        Assert.Equal(["reached tested 11:00"], moved.Told());
        Assert.Null(Assert.Single(moved.Change.Events).DueAt);
        Assert.Equal(
            "release (1f2e3d4c): 'tested' is reached. Next is 'committed', due Mon 23 Nov 2026 12:00 UTC.",
            moved.Answer.Message
        );
        Assert.Equal(["broken committed 12:00"], moved.Next.Check(At(9)).Told());
    }

    [Fact]
    public void Tells_what_is_late_when_something_else_is_reached() =>
        Assert.Equal(["reached tested 13:00", "broken committed 12:00"], Release.Reach("tested", At(3)).Told());

    [Fact]
    public void Reaches_those_before_it_when_they_are_implied()
    {
        var run = Begun(LinkOrder.Implied, "drafted", "committed 2h", "tested 3h", "shipped");
        var moved = run.Skip("tested", At(0.5)).Next.Reach("shipped", At(1));

        Assert.Equal(["reached committed 11:00", "reached shipped 11:00"], moved.Told());
        Assert.Equal("release (1f2e3d4c): 'shipped' is reached. Every link is done.", moved.Answer.Message);
        Assert.Equal(
            [
                "broken committed 12:00",
                "reached committed 15:00",
                "healed committed 15:00",
                "reached tested 15:00",
                "reached shipped 15:00",
            ],
            run.Reach("shipped", At(5)).Told()
        );
    }

    [Fact]
    public void Keeps_what_comes_too_early_when_its_order_is_strict()
    {
        var run = Begun(LinkOrder.Strict, "drafted", "committed 2h", "tested 3h");
        var moved = run.Reach("tested", At(1));

        Assert.Equal(["early tested 11:00"], moved.Told());
        Assert.Null(moved.Answer.Refusal);
        Assert.Equal(
            "release (1f2e3d4c): 'tested' came too early; that is kept, and it does not count, for this "
                + "pipeline's order is strict. Next is 'committed', due Mon 23 Nov 2026 12:00 UTC.",
            moved.Answer.Message
        );
        Assert.True(moved.Next.Reach("tested", At(1.5)).Change.Empty);
        Assert.Equal(["broken committed 12:00"], moved.Next.Reach("tested", At(3)).Told());
        Assert.Equal(
            ["reached tested 12:00"],
            moved.Next.Reach("committed", At(1.5)).Next.Reach("tested", At(2)).Told()
        );
    }

    [Fact]
    public void Skips_a_link()
    {
        var moved = Release.Skip("committed", At(1));

        Assert.Equal(["skipped committed 11:00"], moved.Told());
        Assert.Equal(
            "release (1f2e3d4c): 'committed' is skipped. Next is 'tested', due Mon 23 Nov 2026 14:00 UTC.",
            moved.Answer.Message
        );
        Assert.Equal(
            "release (1f2e3d4c): 'committed' was skipped before; nothing was changed.",
            moved.Next.Skip("committed", At(2)).Answer.Message
        );
        Assert.True(moved.Next.Skip("committed", At(2)).Change.Empty);
    }

    [Fact]
    public void Skips_nothing_that_was_reached()
    {
        var moved = Release.Skip("drafted", At(1));

        Assert.True(moved.Change.Empty);
        Assert.Equal(
            "release (1f2e3d4c): 'drafted' was reached before, Mon 23 Nov 2026 10:00 UTC; nothing was changed.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Does_not_undo_a_break_by_skipping_it()
    {
        Assert.Equal(["broken committed 12:00", "skipped committed 13:00"], Release.Skip("committed", At(3)).Told());
        Assert.Equal(["skipped committed 11:30"], Release.Skip("committed", At(3), At(1.5)).Told());
    }

    [Fact]
    public void Reaches_and_heals_what_was_skipped_when_it_comes_after_all()
    {
        Assert.Equal(
            ["reached committed 12:00"],
            Release.Skip("committed", At(1)).Next.Reach("committed", At(2)).Told()
        );
        Assert.Equal(
            ["reached committed 14:00", "healed committed 14:00"],
            Release.Skip("committed", At(3)).Next.Reach("committed", At(4)).Told()
        );
    }

    [Fact]
    public void Awaits_nothing_once_it_is_abandoned()
    {
        var moved = Release.Abandon(At(1));

        Assert.Empty(moved.Change.Events);
        Assert.False(moved.Change.Empty);
        Assert.Equal(
            (RunStatus.Abandoned, null, null, At(1)),
            (moved.Next.Status, moved.Next.Awaiting, moved.Next.DueAt, moved.Change.EndedAt)
        );
        Assert.Equal("release (1f2e3d4c) is abandoned: nothing of it is awaited any more.", moved.Answer.Message);
        Assert.True(moved.Next.Check(At(500)).Change.Empty);
        Assert.Equal("release (1f2e3d4c): nothing is late.", moved.Next.Check(At(500)).Answer.Message);
        Assert.Equal(
            "release (1f2e3d4c) was abandoned before; nothing was changed.",
            moved.Next.Abandon(At(2)).Answer.Message
        );
        Assert.True(moved.Next.Abandon(At(2)).Change.Empty);
    }

    [Fact]
    public void Tells_what_was_late_when_it_is_abandoned() =>
        Assert.Equal(["broken committed 12:00"], Release.Abandon(At(2)).Told());

    [Theory]
    [InlineData(RunMove.Reach)]
    [InlineData(RunMove.Skip)]
    [InlineData(RunMove.Heal)]
    public void Is_refused_once_the_run_is_abandoned(RunMove move)
    {
        var moved = Release.Check(At(2)).Next.Abandon(At(3)).Next.Decide(new(move, "committed"), At(4));

        Assert.True(moved.Change.Empty);
        Assert.Equal("run.over", moved.Answer.Refusal?.Code);
        Assert.Equal(
            "release (1f2e3d4c) is abandoned, so nothing was changed. Start another: brain pipeline start release",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Is_refused_once_the_run_is_done()
    {
        var done = Begun("drafted", "committed 2h").Skip("committed", At(1)).Next;

        Assert.All(
            [
                done.Abandon(At(2)),
                done.Reach("committed", At(2)),
                done.Heal("committed", At(2)),
                done.Heal(null, At(2)),
            ],
            moved =>
                Assert.Equal(
                    "release (1f2e3d4c) is done, so nothing was changed. Start another: brain pipeline start release",
                    moved.Answer.Refusal?.Message
                )
        );
    }

    [Theory]
    [InlineData(RunMove.Reach)]
    [InlineData(RunMove.Skip)]
    [InlineData(RunMove.Heal)]
    public void Says_that_it_was_reached_though_the_run_is_over(RunMove move)
    {
        var moved = Release.Abandon(At(1)).Next.Decide(new(move, "drafted"), At(2));

        Assert.True(moved.Change.Empty);
        Assert.Null(moved.Answer.Refusal);
        Assert.Equal(
            "release (1f2e3d4c): 'drafted' was reached before, Mon 23 Nov 2026 10:00 UTC; nothing was changed.",
            moved.Answer.Message
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("committed")]
    public void Heals_what_is_late(string? link)
    {
        Assert.Equal(
            ["broken committed 12:00", "reached committed 13:00", "healed committed 13:00"],
            Release.Heal(link, At(3)).Told()
        );
        Assert.Equal(
            ["reached committed 13:00", "healed committed 13:00"],
            Release.Check(At(2)).Next.Heal(link, At(3)).Told()
        );
    }

    [Fact]
    public void Heals_once()
    {
        var moved = Release.Heal("committed", At(3)).Next.Heal("committed", At(3));

        Assert.True(moved.Change.Empty);
        Assert.Equal(
            "release (1f2e3d4c): 'committed' was reached before, Mon 23 Nov 2026 13:00 UTC; nothing was changed.",
            moved.Answer.Message
        );
    }

    [Fact]
    public void Heals_nothing_that_is_not_late()
    {
        var moved = Release.Heal(null, At(1));

        Assert.True(moved.Change.Empty);
        Assert.Equal("link.not-late", moved.Answer.Refusal?.Code);
        Assert.Equal(
            "release (1f2e3d4c): 'committed' is not late, so there is nothing to heal. When it is there: brain "
                + "pipeline reach 1f2e3d4c committed",
            moved.Answer.Message
        );
        Assert.Equal("link.not-late", Release.Heal("tested", At(3)).Answer.Refusal?.Code);
    }

    [Theory]
    [InlineData(RunMove.Reach, "comitted", "comitted")]
    [InlineData(RunMove.Skip, "a\nb", "a b")]
    [InlineData(RunMove.Heal, "", "")]
    [InlineData(RunMove.Reach, null, "")]
    public void Is_refused_for_a_link_that_is_not_there(RunMove move, string? link, string shown)
    {
        var moved = Release.Decide(new(move, link), At(1));

        Assert.True(moved.Change.Empty);
        Assert.Equal("link.unknown", moved.Answer.Refusal?.Code);
        Assert.Equal(
            $"release (1f2e3d4c) has no link '{shown}': expected drafted, committed, tested, shipped. Nothing was "
                + "changed.",
            moved.Answer.Message
        );
    }
}
