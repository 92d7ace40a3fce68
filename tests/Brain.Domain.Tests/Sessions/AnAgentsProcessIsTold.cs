using Brain.Domain.Decisions;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>Which of the agent's processes a session lives in: as the newest start or prompt tells.</summary>
public sealed class AnAgentsProcessIsTold
{
    private readonly Session _started;

    public AnAgentsProcessIsTold()
    {
        var session = Some.Session();
        _started = session.After(Some.Start(session.Id));
    }

    [Fact]
    public void By_a_prompt_where_its_start_told_none()
    {
        var prompted = Prompted(_started with { Purpose = "Ship it" }, 7);

        Assert.Equal(7, prompted.Next.Process);
        Assert.Equal(7, prompted.Change.Session?.Metadata.Process);
    }

    [Fact]
    public void By_a_prompt_that_comes_of_another()
    {
        var prompted = Prompted(Prompted(_started with { Purpose = "Ship it" }, 7).Next, 8);

        Assert.Equal(8, prompted.Change.Session?.Metadata.Process);
    }

    [Fact]
    public void By_a_start_that_comes_of_another()
    {
        var resumed = _started.Hears(Some.Start(_started.Id, "resume"), delivery: new() { Process = 7 });
        var compacted = resumed.Next.Hears(Some.Start(_started.Id, "compact"), delivery: new() { Process = 8 });

        Assert.Equal(8, compacted.Change.Session?.Metadata.Process);
    }

    [Fact]
    public void And_written_only_when_it_is_another()
    {
        var prompted = Prompted(Prompted(_started with { Purpose = "Ship it" }, 7).Next, 7);

        Assert.Null(prompted.Change.Session);
    }

    [Fact]
    public void And_stays_where_nobody_tells_of_one()
    {
        var prompted = Prompted(Prompted(_started with { Purpose = "Ship it" }, 7).Next, null);

        Assert.Equal(7, prompted.Next.Process);
        Assert.Null(prompted.Change.Session);
    }

    [Fact]
    public void And_not_taken_back_by_what_waited_in_the_spool()
    {
        var now = Prompted(_started, 8).Next;
        var replayed = now.Hears(
            Some.Prompt(now.Id, "earlier"),
            delivery: new() { Process = 7, At = Some.Time.AddHours(-1) }
        );

        Assert.Equal(8, replayed.Next.Process);
    }

    private static Decision<Session, SessionAnswer, SessionChange> Prompted(Session session, int? process) =>
        session.Hears(Some.Prompt(session.Id, "work on it"), delivery: new() { Process = process });
}
