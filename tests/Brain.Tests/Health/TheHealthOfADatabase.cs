using Brain.Postgres.Health;
using Brain.Silo.Health;

namespace Brain.Tests.Health;

public sealed class TheHealthOfADatabase
{
    private static readonly DatabaseFault Gone = new(DatabaseFault.Gone, "refused");
    private static readonly DatabaseFault Locked = new(DatabaseFault.Locked, "lock timeout");
    private static readonly DatabaseFault Hangs = new(DatabaseFault.Hangs, "in time");
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(750);

    private readonly DatabaseHealth _health = new();
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Is_not_judged_by_one_refusal()
    {
        Assert.Equal(HealthChange.None, Look(Gone));
        Assert.True(_health.InDoubt);
        Assert.Null(_health.Open);

        Assert.Equal(HealthChange.None, Look(null));
        Assert.False(_health.InDoubt);
        Assert.Equal(HealthChange.None, Look(Gone));
    }

    [Fact]
    public void Is_an_outage_at_the_second_refusal_in_a_row()
    {
        Look(Gone);

        Assert.Equal(HealthChange.Began, Look(Gone));
        Assert.Equal((Gone, _now), (_health.Open!.Fault, _health.Open.Since));
    }

    [Fact]
    public void Waits_for_a_lock_as_long_as_it_says()
    {
        for (var waited = Moment; waited < DatabaseHealth.SlowMax; waited += Moment)
            Assert.Equal(HealthChange.None, Look(Locked));

        Assert.Equal(HealthChange.Began, Look(Locked));
    }

    [Fact]
    public void Is_an_outage_when_no_answer_came_for_that_long() =>
        Assert.Equal(HealthChange.Began, _health.Note(Hangs, DatabaseHealth.SlowMax, _now));

    [Fact]
    public void Begins_and_ends_once_and_keeps_when_it_began()
    {
        Look(Gone);
        Look(Gone);
        var began = _now;

        Assert.Equal(HealthChange.None, Look(Gone));
        Assert.Equal(HealthChange.None, Look(Locked));
        Assert.Equal((Locked, began), (_health.Open!.Fault, _health.Open.Since));
        Assert.Equal(HealthChange.Ended, Look(null));
        Assert.Equal(HealthChange.None, Look(null));
        Assert.Null(_health.Open);
    }

    private HealthChange Look(DatabaseFault? fault) => _health.Note(fault, Moment, _now += Moment);
}
