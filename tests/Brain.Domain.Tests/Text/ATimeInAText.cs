using Brain.Domain.Text;

namespace Brain.Domain.Tests.Text;

/// <summary>Whoever reads a time may stand in another zone than whoever noted it.</summary>
public sealed class ATimeInAText
{
    [Theory]
    [InlineData(0, "2026-11-29 05:14 UTC")]
    [InlineData(2, "2026-11-29 03:14 UTC")]
    [InlineData(-8, "2026-11-29 13:14 UTC")]
    public void Says_its_zone(int hours, string text) =>
        Assert.Equal(text, UtcTime.Minute(new(2026, 11, 29, 5, 14, 59, TimeSpan.FromHours(hours))));
}
