using Brain.Domain.Knowledge.Documents;
using Brain.Domain.Text;

namespace Brain.Tests.Knowledge;

/// <summary>A document cut into what is found by itself.</summary>
public sealed class PiecesOfADocument
{
    [Fact]
    public void Stand_under_their_headings()
    {
        var pieces = DocumentChunks.Of(
            "Before.\n# Pay\nOne.\n## Retries\nThrice.\n# Maps\nTwo.\n",
            isMarkdown: true
        );

        Assert.Equal(
            [(null, "Before."), ("Pay", "One."), ("Pay › Retries", "Thrice."), ("Maps", "Two.")],
            pieces.Select(piece => (piece.Heading, piece.Text))
        );
    }

    [Fact]
    public void Take_no_comment_in_code_for_a_heading()
    {
        var pieces = DocumentChunks.Of(
            "# Pay\n```sh\n# not one\n\n# nor this\nls\n```\nEnd.",
            isMarkdown: true
        );

        Assert.All(pieces, piece => Assert.Equal("Pay", piece.Heading));
        Assert.Contains(
            "# nor this",
            string.Concat(pieces.Select(piece => piece.Text)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Know_no_headings_in_plain_text() =>
        Assert.Null(Assert.Single(DocumentChunks.Of("# a comment\nx", isMarkdown: false)).Heading);

    [Fact]
    public void Are_cut_between_sentences_when_a_paragraph_is_long()
    {
        var pieces = DocumentChunks.Of(
            string.Concat(Enumerable.Repeat("The gauge is read. ", 400)),
            isMarkdown: false
        );

        Assert.True(pieces.Length > 5);
        Assert.All(pieces, piece => Assert.InRange(piece.Text.Length, 1, DocumentChunks.TextMax));
        Assert.All(pieces, piece => Assert.EndsWith(".", piece.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n# \n\n")]
    [InlineData("#######")]
    [InlineData("```")]
    public void Are_none_of_nothing(string text) =>
        Assert.All(DocumentChunks.Of(text, isMarkdown: true), piece =>
            Assert.NotEqual("", piece.Text)
        );

    [Fact]
    public void Are_so_many_at_most_and_say_when_there_were_more()
    {
        var text = string.Concat(Enumerable.Range(1, DocumentChunks.ChunksMax).Select(num => $"# {num}\nx\n"));

        Assert.Equal(DocumentChunks.ChunksMax, DocumentChunks.Of(text, isMarkdown: true, out var isCut).Length);
        Assert.False(isCut);
        Assert.Equal(
            DocumentChunks.ChunksMax,
            DocumentChunks.Of(text + "# more\ny\n", isMarkdown: true, out isCut).Length
        );
        Assert.True(isCut);
    }

    [Theory]
    [InlineData("\ud83d\ude00")]
    [InlineData("\ud83e\udd80")]
    public void Break_no_character_in_a_long_heading(string pair)
    {
        var heading = string.Concat(Enumerable.Repeat(pair, 200));

        foreach (var before in new[] { "", "x" })
        {
            var piece = Assert.Single(DocumentChunks.Of($"# {before}{heading}\ny\n", isMarkdown: true));
            Assert.InRange(piece.Heading!.Length, 290, 300);
            Assert.Same(piece.Heading, StorableText.Of(piece.Heading));
        }
    }

    [Fact]
    public void Break_no_character_of_two_halves()
    {
        var pieces = DocumentChunks.Of(
            string.Concat(Enumerable.Repeat("\ud83d\ude00", 3_000)),
            isMarkdown: false
        );

        Assert.All(pieces, piece => Assert.False(char.IsHighSurrogate(piece.Text[^1])));
        Assert.Equal(6_000, pieces.Sum(piece => piece.Text.Length));
    }
}
