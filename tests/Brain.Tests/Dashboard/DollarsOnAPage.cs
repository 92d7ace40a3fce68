using Brain.Dashboard;

namespace Brain.Tests.Dashboard;

public sealed class DollarsOnAPage
{
    [Theory]
    [InlineData(0, "$0")]
    [InlineData(0.004, "<$0.01")]
    [InlineData(99.5, "$99.50")]
    [InlineData(149.6, "$149.60")]
    [InlineData(1_234.5, "$1,234.50")]
    [InlineData(12_345.6, "$12,346")]
    public void Have_cents_as_far_as_a_budget_goes(double dollars, string told) =>
        Assert.Equal(told, Figures.Dollars((decimal)dollars));

    [Theory]
    [InlineData(0.5, "50 %")]
    [InlineData(0.9973, "99 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(1.2, "120 %")]
    public void Are_not_all_of_a_budget_before_they_are(double share, string told) =>
        Assert.Equal(told, Figures.Percent(share));
}
