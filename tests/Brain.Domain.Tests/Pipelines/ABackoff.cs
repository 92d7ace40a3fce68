using Brain.Domain.Pipelines;

namespace Brain.Tests.Pipelines;

public sealed class ABackoff
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(8, 640)]
    [InlineData(10, 2560)]
    [InlineData(11, 3600)]
    [InlineData(81, 3600)]
    public void Doubles_up_to_an_hour(int tries, double seconds) =>
        Assert.Equal(seconds, Backoff.After(tries, asked: null, chance: 0.5)!.Value.TotalSeconds, 0.001);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 6)]
    public void Spreads_by_a_fifth_either_way(double chance, double seconds) =>
        Assert.Equal(seconds, Backoff.After(1, asked: null, chance)!.Value.TotalSeconds, 0.001);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(120, 120)]
    [InlineData(3600, 3600)]
    [InlineData(86_400, 3600)]
    [InlineData(-10, 5)]
    public void Waits_as_long_as_it_is_asked_to(int asked, double seconds) =>
        Assert.Equal(seconds, Backoff.After(1, TimeSpan.FromSeconds(asked), chance: 0.5)!.Value.TotalSeconds, 0.001);

    [Fact]
    public void Ends_after_eighty_two_tries()
    {
        Assert.NotNull(Backoff.After(81, TimeSpan.FromHours(2), chance: 1));
        Assert.Null(Backoff.After(82, asked: null, chance: 0));
        Assert.Null(Backoff.After(83, TimeSpan.FromSeconds(1), chance: 0));
    }

    [Fact]
    public void Lasts_three_days() =>
        Assert.InRange(
            Enumerable
                .Range(1, Backoff.TriesMax - 1)
                .Sum(tries => Backoff.After(tries, asked: null, chance: 0.5)!.Value.TotalHours),
            72,
            73
        );
}
