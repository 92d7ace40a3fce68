using Brain.Domain.Undo;

namespace Brain.Tests.Undo;

public sealed class AShownPlan
{
    private static readonly UndoCommand Last = new(UndoScope.Last);

    private static readonly UndoPlan Plan = new([new("turns", Guid.Empty, "remove", "go")], "a1");

    [Fact]
    public void Is_done_at_yes() =>
        Assert.Same(Plan, ShownPlans.None.Decide(Last, Plan).Next.Decide(Last with { Yes = true }, Plan).Change);

    [Fact]
    public void Is_done_once()
    {
        var done = ShownPlans.None.Decide(Last, Plan).Next.Decide(Last with { Yes = true }, Plan);

        Assert.Null(done.Answer);
        Assert.Null(done.Next.Decide(Last with { Yes = true }, Plan).Change);
    }

    [Fact]
    public void Is_shown_again_when_it_has_changed_since()
    {
        var shown = ShownPlans.None.Decide(Last, Plan).Next;

        var again = shown.Decide(Last with { Yes = true }, Plan with { Hash = "b2" });

        Assert.Null(again.Change);
        Assert.Contains("/brain:undo yes", again.Answer!.Message, StringComparison.Ordinal);
        Assert.NotNull(again.Next.Decide(Last with { Yes = true }, Plan with { Hash = "b2" }).Change);
    }

    [Fact]
    public void Allows_nothing_that_was_not_shown()
    {
        var other = Last with { Scope = UndoScope.Session };

        var decided = ShownPlans.None.Decide(other, Plan).Next.Decide(Last with { Yes = true }, Plan);

        Assert.Null(decided.Change);
        Assert.NotNull(decided.Answer);
    }

    [Fact]
    public void Is_never_done_while_something_stands_against_it()
    {
        var refused = Plan with { Lines = [new("turns", Guid.Empty, "refuse", "a later turn needs it")] };
        var empty = new UndoPlan([], "");

        foreach (var plan in new[] { refused, empty })
            Assert.Null(ShownPlans.None.Decide(Last, plan).Next.Decide(Last with { Yes = true }, plan).Change);
    }
}
