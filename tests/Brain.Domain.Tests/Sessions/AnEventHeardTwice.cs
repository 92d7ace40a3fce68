using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

public sealed class AnEventHeardTwice
{
    private readonly Session _new = Some.Session();
    private readonly Guid _prompt = Guid.NewGuid();

    [Fact]
    public void Is_told_once_though_each_delivery_has_its_own_number()
    {
        var session = Some.Session();
        var stop = Some.Stop(session.Id, Guid.NewGuid());

        var once = session.Hears(stop, delivery: new() { EventId = Guid.NewGuid(), Hard = true });
        var twice = once.Next.Hears(stop, delivery: new() { EventId = Guid.NewGuid() });

        Assert.NotNull(once.Answer.Message);
        Assert.Null(twice.Answer.Message);
    }

    [Fact]
    public void Orients_once()
    {
        var start = Some.Start(_new.Id);
        var once = _new.Hears(start);

        Assert.True(once.Change.Orient);
        Assert.False(once.Next.Hears(start).Change.Orient);
    }

    [Fact]
    public void Orients_another_process_of_the_same_session()
    {
        var start = Some.Start(_new.Id, "resume");
        var first = _new.Hears(start, delivery: new() { Process = 1 });

        Assert.True(first.Next.Hears(start, delivery: new() { Process = 2 }).Change.Orient);
    }

    [Fact]
    public void Shows_its_footer_once()
    {
        var stop = Some.Stop(_new.Id, _prompt);
        var once = _new.After(Some.Prompt(_new.Id, "work", _prompt)).Hears(stop);

        Assert.NotNull(once.Answer.Message);
        Assert.Equal(SessionAnswer.Nothing, once.Next.Hears(stop).Answer);
    }

    [Fact]
    public void Speaks_again_after_its_time()
    {
        var start = Some.Start(_new.Id);
        var later = Some.Time + DuplicateDelivery.RepeatMax;

        Assert.True(_new.After(start).Decide(start, SessionContext.Default, later).Change.Orient);
    }

    [Fact]
    public void Keeps_its_decision()
    {
        var write = Some.Tool(_new.Id, "PreToolUse", "Write", _prompt);
        var once = (_new with { Mode = Mode.Sparring, Opened = true })
            .After(Some.Prompt(_new.Id, "work", _prompt))
            .Hears(write);

        Assert.Equal(once.Answer, once.Next.Hears(write).Answer);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Is_as_hard_as_its_harder_carrier(bool first, bool second)
    {
        var start = Some.Start(_new.Id);

        var once = _new.Hears(start, delivery: new() { Hard = first });

        Assert.True(once.Next.Hears(start, delivery: new() { Hard = second }).Next.Hard);
    }

    [Fact]
    public void Is_remembered_for_a_while_only()
    {
        var session = Enumerable
            .Range(1, 100)
            .Aggregate(_new, (now, one) => now.Hears(Some.Start(_new.Id), delivery: new() { Process = one }).Next);

        Assert.Equal(DuplicateDelivery.AnsweredEventsMax, session.AnsweredEvents.Length);
    }
}
