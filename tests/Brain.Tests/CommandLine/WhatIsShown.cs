using System.Globalization;
using Brain.Cli.Screen;
using Brain.Messages.Sessions;

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
    public void Fits_eighty_columns_in_letters_that_take_two()
    {
        var table = new TextTable("SESSION", "PROJECT", "PURPOSE") { Width = 80 };
        table.Add("0191d2a4", "🔧 工具", "修正登录表单的验证并补充测试用例然后更新文档修正登录表单的验证并补充测试用例");
        table.Add("0191d2a5", "site", Long);
        using var shown = new StringWriter();

        table.Print(shown);

        // Each of these letters takes two columns, the others one.
        string[] lines = [.. shown.ToString().Split('\n').Select(Doubled)];
        Assert.Equal(80, lines[1].Length);
        var column = lines[0].IndexOf("PURPOSE", StringComparison.Ordinal);
        Assert.Equal('修', lines[1][column]);
        Assert.StartsWith("port", lines[2][column..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", 5)]
    [InlineData("修正", 4)]
    [InlineData("한글", 4)]
    [InlineData("ｱｲ", 2)]
    [InlineData("e\u0301", 1)]
    [InlineData("naïve …", 7)]
    [InlineData("🔧", 2)]
    [InlineData("👩\u200d💻", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("⚠\ufe0f", 2)]
    [InlineData("𠀀", 2)]
    public void Takes_as_many_columns_as_a_screen_gives_it(string text, int columns) =>
        Assert.Equal(columns, TextColumns.Of(text));

    [Theory]
    [InlineData("修正登录", 8, "修正登录")]
    [InlineData("修正登录", 7, "修正登…")]
    [InlineData("修正登录", 6, "修正…")]
    [InlineData("👩\u200d💻👩\u200d💻", 3, "👩\u200d💻…")]
    [InlineData("abc", 2, "a…")]
    public void Is_cut_between_its_signs(string text, int columns, string cut) =>
        Assert.Equal(cut, TextColumns.Cut(text, columns));

    [Fact]
    public void Shows_no_ids_of_no_sessions() => Assert.Empty(ShortIds.Of([]));

    [Fact]
    public void Tells_the_ids_of_a_list_apart() =>
        Assert.Equal(
            ["0191d2a4-1", "0191d2a4-2", "7191d2a4"],
            ShortIds.Of([
                SessionId.Parse("0191d2a4-1b3c-4d5e-8f90-000000000001", null),
                SessionId.Parse("0191d2a4-2b3c-4d5e-8f90-000000000001", null),
                SessionId.Parse("7191d2a4-1b3c-4d5e-8f90-000000000001", null),
            ])
        );

    [Theory]
    [InlineData(false, null, null, 80)]
    [InlineData(false, "120", null, 120)]
    [InlineData(false, "wide", null, 80)]
    [InlineData(false, "120", 100, 100)]
    [InlineData(true, "120", 100, null)]
    public void Has_the_columns_of_its_screen_or_eighty(bool wide, string? said, int? screen, int? columns) =>
        Assert.Equal(columns, Terminal.ColumnsOf(wide, said, screen));

    [Fact]
    public void Is_whole_where_all_of_it_is_wanted() =>
        Assert.Equal($"A\n{Long}\n", Printed(new("A") { Width = null }));

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

    private static string Doubled(string line) =>
        string.Concat(
            line.Replace("🔧", "##", StringComparison.Ordinal)
                .Select(letter => letter is >= '一' and <= '鿿' ? $"{letter}#" : $"{letter}")
        );

    private static string Printed(TextTable table)
    {
        using var shown = new StringWriter();
        table.Add(Long);
        table.Print(shown);
        return shown.ToString();
    }
}
