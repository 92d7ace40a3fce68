using Brain.Domain.Personas;

namespace Brain.Tests.Personas;

public sealed class APrecision
{
    [Theory]
    [InlineData(0, 0, 0, null)]
    [InlineData(2, 0, 0, null)]
    [InlineData(3, 0, 0, 1.0)]
    [InlineData(1, 2, 1, 0.25)]
    public void Is_the_useful_share_of_what_was_rated(int useful, int noise, int wrong, double? expected)
    {
        Assert.Equal(expected, Precision.Of(useful, noise, wrong));
        Assert.Equal(expected, new RatingCounts(useful, noise, wrong, Unrated: 99).Precision);
    }

    [Theory]
    [InlineData(2, 6, true)]
    [InlineData(3, 7, false)]
    [InlineData(2, 5, false)]
    public void Mutes_below_the_threshold_with_enough_ratings(int useful, int noise, bool muted) =>
        Assert.Equal(muted, MuteRule.Default.Mutes(new(useful, noise, 0, 0)));

    [Fact]
    public void Mutes_by_the_rule_that_was_configured()
    {
        Assert.False(new MuteRule(PrecisionMin: 0).Mutes(new(0, 50, 0, 0)));
        Assert.True(new MuteRule(PrecisionMin: 0.9, RatingsMin: 3).Mutes(new(2, 1, 0, 0)));
    }
}
