using Brain.Domain.Pipelines;

namespace Brain.Tests.Pipelines;

public sealed class AnAllowance
{
    [Theory]
    [InlineData("1s", 1)]
    [InlineData("45s", 45)]
    [InlineData("30m", 1_800)]
    [InlineData("2h", 7_200)]
    [InlineData("1d 12h", 129_600)]
    [InlineData("1d12h", 129_600)]
    [InlineData(" 1 w ", 604_800)]
    [InlineData("1w 1d 1h 1m 1s", 694_861)]
    [InlineData("0h 5m", 300)]
    [InlineData("90m", 5_400)]
    [InlineData("3650d", Allowance.SecondsMax)]
    [InlineData("315360000s", Allowance.SecondsMax)]
    public void Is_read_as_people_write_it(string text, long seconds)
    {
        Assert.True(Allowance.TryParse(text, out var read));
        Assert.Equal(seconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("0s")]
    [InlineData("0w 0d")]
    [InlineData("315360001s")]
    [InlineData("3650d 1s")]
    [InlineData("999999w 999999d 999999h 99999999m 999999999s")]
    [InlineData("9999999999s")]
    [InlineData("30")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("30m 2h")]
    [InlineData("1h 1h")]
    [InlineData("2H")]
    [InlineData("2 fortnights")]
    [InlineData("1h\0")]
    [InlineData("٣h")]
    public void Is_nothing_else(string text) => Assert.False(Allowance.TryParse(text, out _));

    [Fact]
    public void Is_refused_at_once_however_long_it_is() =>
        Assert.False(Allowance.TryParse("1w" + new string(' ', 60_000) + "x", out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(-5, "0s")]
    [InlineData(0.9, "0s")]
    [InlineData(59, "59s")]
    [InlineData(60, "1m")]
    [InlineData(3_661, "1h 1m")]
    [InlineData(90_000, "1d 1h")]
    [InlineData(86_460, "1d")]
    [InlineData(604_800, "7d")]
    [InlineData(Allowance.SecondsMax, "3650d")]
    public void Is_told_in_its_two_largest_units(double seconds, string text) =>
        Assert.Equal(text, Allowance.Text(TimeSpan.FromSeconds(seconds)));
}
