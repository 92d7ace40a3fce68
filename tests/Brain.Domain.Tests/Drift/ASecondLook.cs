using Brain.Domain.Drift;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Tests.Sessions;

namespace Brain.Tests.Drift;

/// <summary>The Cop looks again at a turn that ended, once it is known what its words mean.</summary>
public sealed class ASecondLook
{
    private readonly Session _ended;

    public ASecondLook() => _ended = Turn(Some.Session() with { Opened = true, Purpose = "fix the login bug" });

    [Fact]
    public void Keeps_what_the_first_did_not_see()
    {
        Assert.NotNull(_ended.Judged);

        var looked = Look(_ended, user: 0.95);

        Assert.True(looked.Answer);
        Assert.Equal(["user"], looked.Change.Drift.Signs.Select(row => row.DriftType));
        Assert.Equal(1, looked.Next.Drift.User.Row);
        Assert.False(Look(looked.Next, user: 0.95).Answer);
    }

    [Fact]
    public void Changes_nothing_where_it_sees_nothing()
    {
        var looked = Look(_ended, user: 0.2);

        Assert.False(looked.Answer);
        Assert.True(looked.Change.Empty);
    }

    [Fact]
    public void Is_told_with_the_next_prompt_once()
    {
        var looked = Look(_ended, user: 0.95).Next with { LateLine = "👮 Cop: the topic left" };

        var told = looked.Hears(Some.Prompt(looked.Id, "go on"));
        var again = told.Next.Hears(Some.Prompt(looked.Id, "and on"));

        Assert.Contains("the topic left", told.Answer.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the topic left", again.Answer.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_when_drift_persists()
    {
        Assert.Null(Turn(_ended, "and in Safari?", "The cookie is there.").Drift.Open);

        var ended = Turn(Look(_ended, user: 0.95).Next, "and in Safari?", "The cookie is there.");

        Assert.Equal(DriftKind.User, ended.Drift.Open?.Kind);
        Assert.Contains("left", ended.Drift.Open!.Question, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_drift_where_the_person_put_it()
    {
        var settled = _ended with { Drift = DriftLevel.Calm with { Raised = 0.1 } };

        var looked = Look(settled, user: 0.95);

        Assert.Same(settled.Drift, looked.Next.Drift);
        Assert.Null(looked.Change.Drift.Level);
        Assert.Single(looked.Change.Drift.Signs);
    }

    [Fact]
    public void Is_not_by_a_purpose_that_was_replaced_meanwhile() =>
        Assert.False(Look(_ended with { Purpose = "ship the parser" }, user: 0.95).Answer);

    [Fact]
    public void Is_of_the_newest_turn_only() => Assert.False(Look(Turn(_ended), user: 0.95, turn: 1).Answer);

    private static Session Turn(
        Session session,
        string asked = "why is the cookie not sent?",
        string said = "The login cookie has the wrong domain."
    ) => session.Hears(Some.Prompt(session.Id, asked)).Next.Hears(Some.Stop(session.Id, null, said)).Next;

    private static Brain.Domain.Decisions.Decision<Session, bool, SessionChange> Look(
        Session session,
        double user,
        int turn = 1
    ) => session.Decide(new TurnWeighed(turn, 0, user), SessionContext.Default, Some.Time);
}
