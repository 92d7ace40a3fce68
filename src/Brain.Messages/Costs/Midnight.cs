namespace Brain.Messages.Costs;

/// <summary>When a day begins.</summary>
public static class Midnight
{
    /// <summary>
    /// The first moment of a day in a zone: of two midnights the earlier, and where clocks leave midnight out, the
    /// moment at which they do.
    /// </summary>
    public static DateTimeOffset Of(DateTime day, TimeZoneInfo zone)
    {
        var midnight = DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified);
        // What is further ahead of UTC comes first.
        return new(
            midnight,
            zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight)
        );
    }
}
