using Brain.Cli.Screen;

namespace Brain.Tests.Client;

/// <summary>A text that is longer than the screen.</summary>
public sealed class APager
{
    [Theory]
    [InlineData(80, 3, null, true)]
    [InlineData(80, 3, "more", true)]
    [InlineData(80, 4, null, false)]
    [InlineData(4, 4, null, true)]
    [InlineData(80, 3, "cat", false)]
    [InlineData(80, 3, "", false)]
    [InlineData(null, 3, null, false)]
    public void Is_used_on_a_terminal_that_the_text_is_too_long_for(
        int? width,
        int height,
        string? pager,
        bool wants
    ) => Assert.Equal(wants, Pager.Wants("one\ntwo\nthree\nfour", width, height, pager));

    [Fact]
    public void Gets_all_of_the_text()
    {
        using var folder = new ScratchFolder();
        var path = Path.Combine(folder.Path, "read");

        Assert.True(Pager.Page("one\ntwo\n", $"cat > '{path}'"));

        Assert.Equal("one\ntwo\n", File.ReadAllText(path));
    }

    [Fact]
    public void May_be_left_before_the_end() =>
        Assert.True(
            Pager.Page(string.Concat(Enumerable.Repeat("a line\n", 100_000)), "head -1 > /dev/null")
        );

    [Fact]
    public void Is_done_without_where_there_is_none() =>
        Assert.False(Pager.Page("x", "no-such-pager-here"));
}
