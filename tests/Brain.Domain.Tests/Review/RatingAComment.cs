using Brain.Domain.Personas;
using Brain.Domain.Review;

namespace Brain.Tests.Review;

public sealed class RatingAComment
{
    private static readonly TurnToClassify Turn = new() { Num = 3, Status = "ok" };
    private static readonly Classified Change = new(TurnClass.Change, 1, "");
    private static readonly Classified Mistake = new(TurnClass.Mistake, 1, "");
    private static readonly CommentToRate Comment = new(
        Guid.NewGuid(),
        "Steve",
        3,
        "🔧 Steve (APIs): 2 requests to payments.example without a timeout"
    );
    private static readonly CommentToRate Quiet = Comment with
    {
        Comment = "🔧 Steve (APIs): no external calls this turn",
    };

    [Fact]
    public void Never_judges_silence()
    {
        Assert.Null(CommentRater.Of(Quiet, Turn, Change));
        Assert.Null(CommentRater.Of(Comment with { Nothing = true }, Turn, Mistake));
        Assert.Equal(CommentRating.Wrong, CommentRater.Of(Quiet with { Dismissed = true }, Turn, Change)?.Rating);
    }

    [Fact]
    public void Finds_a_word_on_a_mistake_useful_and_silence_not()
    {
        Assert.Equal(CommentRating.Useful, CommentRater.Of(Comment, Turn, Mistake)?.Rating);
        Assert.Equal(
            CommentRating.Useful,
            CommentRater.Of(Comment with { Comment = "Kim: no tests for the new branch" }, Turn, Mistake)?.Rating
        );
        Assert.Null(CommentRater.Of(Quiet, Turn, Mistake));
    }

    [Theory]
    [InlineData("add a timeout to the requests", CommentRating.Useful)]
    [InlineData("Steve, which ones?", CommentRating.Useful)]
    [InlineData("@steve: which ones?", CommentRating.Useful)]
    [InlineData("Stevenson wrote that", null)]
    [InlineData("add a timeout to the build", null)]
    [InlineData(null, null)]
    public void Finds_useful_what_the_person_takes_up(string? next, CommentRating? rating) =>
        Assert.Equal(rating, CommentRater.Of(Comment, Turn with { Next = next }, Change)?.Rating);

    [Fact]
    public void Finds_wrong_what_the_person_dismissed() =>
        Assert.Equal(CommentRating.Wrong, CommentRater.Of(Comment with { Dismissed = true }, Turn, Mistake)?.Rating);

    [Fact]
    public void Leaves_anything_else_unrated() => Assert.Null(CommentRater.Of(Comment, Turn, Change));
}
