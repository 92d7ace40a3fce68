using Brain.Messages.Costs;

namespace Brain.Silo.Costs;

/// <summary>When the days and weeks of caps in dollars begin: at midnights where the silo is.</summary>
internal static class SpendPeriods
{
    /// <summary>When today began, and this week, whose first day is Monday.</summary>
    public static (DateTimeOffset Day, DateTimeOffset Week) Begun(TimeProvider clock)
    {
        var today = clock.GetLocalNow().Date;
        return (At(today), At(today.AddDays(-((int)today.DayOfWeek + 6) % 7)));

        DateTimeOffset At(DateTime day) => Midnight.Of(day, clock.LocalTimeZone);
    }
}
