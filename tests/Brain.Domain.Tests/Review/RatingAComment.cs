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
    public void Finds_noise_once_in_what_was_said_on_three_turns()
    {
        var page = Said(3);

        Assert.Equal(
            new(page[2].Comment.Id, CommentRating.Noise, "it said so on 3 turns, and nobody took it up"),
            Assert.Single(CommentRater.Of(page))
        );
    }

    [Fact]
    public void Finds_no_noise_before_the_last_turn_that_it_was_said_on() =>
        Assert.Empty(CommentRater.Of(Said(3, comment => comment with { SaidLater = true })));

    [Fact]
    public void Finds_no_noise_in_what_was_said_twice() => Assert.Empty(CommentRater.Of(Said(2)));

    [Fact]
    public void Finds_no_noise_in_what_was_asked_for_or_unseen()
    {
        Assert.Empty(CommentRater.Of(Said(3, comment => comment with { ByDefaults = false })));
        Assert.Empty(CommentRater.Of(Said(3, comment => comment with { Shown = false })));
        Assert.Empty(CommentRater.Of(Said(3, comment => comment with { Nothing = true })));
        Assert.Empty(CommentRater.Of(Said(3, comment => comment with { Comment = Quiet.Comment })));
    }

    [Fact]
    public void Finds_no_noise_in_what_was_rated_or_taken_up()
    {
        Assert.Empty(CommentRater.Of(Said(3, comment => comment with { Judged = true })));
        var page = Said(3);
        page[1] = page[1] with { Turn = Turn with { Num = 2, Next = "add a timeout to the requests" } };

        Assert.Equal(CommentRating.Useful, Assert.Single(CommentRater.Of(page)).Rating);
    }

    [Fact]
    public void Tells_lines_and_personas_apart()
    {
        var mixed = Said(3);
        mixed[0] = mixed[0] with { Comment = mixed[0].Comment with { Persona = "Kim" } };

        // What the session has of each is counted where it is read.
        Assert.Equal(2, CommentRater.Of(mixed).Count());
    }

    // The same line with another number on each turn.
    private static (CommentToRate Comment, TurnToClassify Turn, Classified Was)[] Said(
        int turns,
        Func<CommentToRate, CommentToRate>? but = null
    ) =>
        [
            .. Enumerable
                .Range(1, turns)
                .Select(num =>
                    (
                        (but ?? (comment => comment))(
                            Comment with
                            {
                                Id = Guid.NewGuid(),
                                TurnNum = num,
                                Comment = $"{num} requests to payments.example without a timeout",
                                ByDefaults = true,
                                Said = turns,
                            }
                        ),
                        Turn with
                        {
                            Num = num,
                        },
                        Change
                    )
                ),
        ];

    [Fact]
    public void Leaves_anything_else_unrated() => Assert.Null(CommentRater.Of(Comment, Turn, Change));
}
