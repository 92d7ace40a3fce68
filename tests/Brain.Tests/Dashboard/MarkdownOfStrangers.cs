using Brain.Dashboard.Text;

namespace Brain.Tests.Dashboard;

public sealed class MarkdownOfStrangers
{
    [Theory]
    [InlineData("a **b** `c`", "<p>a <strong>b</strong> <code>c</code></p>")]
    [InlineData("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>")]
    [InlineData("[x](javascript:alert(1))", "<p><a rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a></p>")]
    [InlineData("[x](/app/do)", "<p><a rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a></p>")]
    [InlineData("![alt](https://evil.example/x.png)", "<p></p>")]
    [InlineData(
        "[x](https://example.org/a)",
        "<p><a href=\"https://example.org/a\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a></p>"
    )]
    [InlineData("", "")]
    public void Is_shown_and_never_obeyed(string text, string html) =>
        Assert.Equal(html, SafeMarkdown.Clean(text).Trim());

    [Fact]
    public void Comes_to_an_end_however_deep_it_is()
    {
        string[] texts = [.. "> [ * `".Split(' ').Select(mark => new string(mark[0], 50_000))];
        foreach (var text in (string[])[.. texts, string.Concat(Enumerable.Repeat("- ", 20_000))])
            Assert.DoesNotContain("<script", SafeMarkdown.Clean(text), StringComparison.Ordinal);
    }
}
