using Brain.Silo.Costs;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Costs;

public sealed class TheDayOfABudget
{
    [Theory]
    // A Wednesday; a Monday and a Sunday of its week.
    [InlineData("Europe/Berlin", "2026-11-25T12:00Z", "2026-11-24T23:00Z", "2026-11-22T23:00Z")]
    [InlineData("Europe/Berlin", "2026-11-22T23:00Z", "2026-11-22T23:00Z", "2026-11-22T23:00Z")]
    [InlineData("Europe/Berlin", "2026-11-29T22:59Z", "2026-11-28T23:00Z", "2026-11-22T23:00Z")]
    // Clocks go forward, or back, in the night of a Sunday.
    [InlineData("Europe/Berlin", "2026-03-29T12:00Z", "2026-03-28T23:00Z", "2026-03-22T23:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T12:00Z", "2026-10-24T22:00Z", "2026-10-18T22:00Z")]
    // Midnight is twice: the first is meant.
    [InlineData("America/Havana", "2026-11-01T04:30Z", "2026-11-01T04:00Z", "2026-10-26T04:00Z")]
    [InlineData("America/Havana", "2026-11-01T05:30Z", "2026-11-01T04:00Z", "2026-10-26T04:00Z")]
    [InlineData("Atlantic/Azores", "2026-10-25T00:30Z", "2026-10-25T00:00Z", "2026-10-19T00:00Z")]
    // And it is not at all: the day begins at one.
    [InlineData("America/Havana", "2026-03-08T05:30Z", "2026-03-08T05:00Z", "2026-03-02T05:00Z")]
    [InlineData("UTC", "2026-11-30T00:00Z", "2026-11-30T00:00Z", "2026-11-30T00:00Z")]
    public void Begins_at_midnight_and_its_week_on_Monday(string zone, string now, string day, string week)
    {
        var clock = new FakeTimeProvider(At(now));
        clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal((At(day), At(week)), SpendPeriods.Begun(clock));
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
