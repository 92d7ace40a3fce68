using Brain.Domain.Knowledge;

namespace Brain.Domain.Tests.Knowledge;

/// <summary>What a forgotten text is known again by where the rest of it is another.</summary>
public sealed class PiecesOfWhatIsForgotten
{
    [Theory]
    [InlineData("It is hunter2, he said. Yes.", "0 It is hunter2, he said|1 hunter2")]
    [InlineData("It is (hunter2)!", "0 It is (hunter2)|1 hunter2")]
    [InlineData("It is xhunter2x", "0 It is xhunter2x|1 xhunter2x")]
    [InlineData("hunter2", "0 hunter2|1 hunter2")]
    [InlineData("Nothing of it.", "")]
    public void Are_the_sentence_and_the_words_that_were_found(string text, string pieces)
    {
        var found = ForgottenPieces.Of(text, isWhole: false, ForgetNeedles.Matching("hunter2").Spans(text));

        Assert.Equal(pieces, string.Join('|', found.Select(one => $"{one.Words} {one.Text}")));
        Assert.All(found, one => Assert.Equal(one.Text.Replace("hunter2", "[forgotten]"), one.Replacement));
    }

    [Fact]
    public void Have_one_blank_between_words() =>
        Assert.Equal(
            new ForgottenPiece(2, "amber kestrels", "[forgotten]"),
            ForgottenPieces.Of("so amber\n\tkestrels.", isWhole: false, [(3, 18)]).Last()
        );

    [Fact]
    public void Are_all_sentences_that_can_be_told_where_a_row_went() =>
        Assert.Equal(
            new ForgottenPiece(0, "And the blue kettle is broken", "[forgotten]"),
            Assert.Single(ForgottenPieces.Of("Yes. And the blue kettle is broken! No.", isWhole: true, []))
        );

    [Fact]
    public void Are_none_where_signs_alone_were_found() =>
        Assert.Equal(
            new ForgottenPiece(0, "We use c++ here", "We use [forgotten] here"),
            Assert.Single(ForgottenPieces.Of("We use c++ here", isWhole: false, [(7, 10)]))
        );

    [Fact]
    public void Are_no_words_where_they_are_many()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", ForgottenPieces.WordsMax + 1));

        Assert.Equal(
            new ForgottenPiece(0, text, "[forgotten]"),
            Assert.Single(ForgottenPieces.Of(text, isWhole: false, [(0, text.Length)]))
        );
    }

    [Fact]
    public void Are_without_all_that_was_found_in_them()
    {
        const string text = "so a=hunter2,b=hunter2";

        var found = ForgottenPieces.Of(text, isWhole: false, ForgetNeedles.Matching("hunter2").Spans(text));

        Assert.Equal(
            new[]
            {
                new ForgottenPiece(0, text, "so a=[forgotten],b=[forgotten]"),
                new ForgottenPiece(1, "a=hunter2,b=hunter2", "a=[forgotten],b=[forgotten]"),
            },
            found.Distinct()
        );
    }
}
