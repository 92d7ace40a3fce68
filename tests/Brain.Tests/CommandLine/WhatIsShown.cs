using System.Globalization;
using Brain.Cli.Screen;

namespace Brain.Tests.CommandLine;

/// <summary>Tables, times and spelling on a person's screen.</summary>
public sealed class WhatIsShown
{
    [Fact]
    public void Fits_eighty_columns_with_project_and_purpose()
    {
        var table = new TextTable("SESSION", "STATUS", "MODE", "TURNS", "TOKENS", "LAST", "PROJECT", "PURPOSE")
        {
            Width = 80,
        };
        table.Add("0191d2a4", "abandoned", "execution", "128", "1.25m/2m", "12 min ago", "brain-actors-site", Long);
        using var shown = new StringWriter();

        table.Print(shown);

        var lines = shown.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
        Assert.Contains("0191d2a4", lines[1], StringComparison.Ordinal);
        Assert.Contains("brain", lines[1], StringComparison.Ordinal);
        Assert.Contains("port", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Is_whole_where_no_screen_is() => Assert.Equal($"A\n{Long}\n", Printed(new("A") { Width = null }));

    [Theory]
    [InlineData("2026-11-29T05:14:03Z")]
    [InlineData("2026-06-29T05:14:03+02:00")]
    public void Says_the_zone_of_a_time(string at) =>
        Assert.Matches(
            @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (UTC|[+-]\d\d:\d\d)$",
            ClockTime.Second(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture))
        );

    [Theory]
    [InlineData("Change it with /purpose WORDS", "Change it with brain purpose WORDS")]
    [InlineData("(/brain:undo yes)", "(brain undo yes)")]
    [InlineData("Unmute: /persona rate Steve useful.", "Unmute: brain persona rate Steve useful.")]
    [InlineData("the purpose “speak /mode aloud”", "the purpose “speak /mode aloud”")]
    [InlineData("in /home/mode and a/mode", "in /home/mode and a/mode")]
    [InlineData("/nothing of ours", "/nothing of ours")]
    public void Is_spelled_as_the_shell_wants_it(string text, string shown) =>
        Assert.Equal(shown, ShellSpelling.Of(text));

    private const string Long = "port the parser of price lists to C# and keep every test";

    private static string Printed(TextTable table)
    {
        using var shown = new StringWriter();
        table.Add(Long);
        table.Print(shown);
        return shown.ToString();
    }
}
