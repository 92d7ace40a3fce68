using System.Collections.Immutable;

namespace Brain.Domain.Review;

/// <summary>Some unclassified turns of a session, oldest first, with the comments on them that nobody rated.</summary>
/// <param name="Turns">At most as many as were asked for.</param>
/// <param name="Comments">In the order of their turns.</param>
public sealed record AuditPage(ImmutableArray<TurnToClassify> Turns, ImmutableArray<CommentToRate> Comments);

// The names below are what v2.classify_turns reads (snake_case). Add, never rename.

/// <summary>What the Auditor writes of one page: all of it or none. Written by <c>v2.classify_turns</c>.</summary>
/// <param name="Turns">What each turn was.</param>
/// <param name="Ratings">What the comments were worth.</param>
/// <param name="Lessons">What was learnt.</param>
public sealed record ReviewBatch(
    ImmutableArray<AuditedTurn> Turns,
    ImmutableArray<RatedComment> Ratings,
    ImmutableArray<Lesson> Lessons
)
{
    /// <summary>
    /// Turns in one page: each page is a transaction of its own, so a crash half-way costs one page's work.
    /// </summary>
    public const int PageMax = 200;

    /// <summary>The most lessons that the session may have in all.</summary>
    public int LessonsMax { get; init; } = Review.Lessons.PerSessionMax;

    /// <summary>The same decision, of which what is about some turns alone is left.</summary>
    public static ReviewBatch Of(AuditPage page, ISet<int> turns)
    {
        var whole = Of(page with { Comments = [.. page.Comments.Where(comment => turns.Contains(comment.TurnNum))] });
        return whole with
        {
            Turns = [.. whole.Turns.Where(turn => turns.Contains(turn.Num))],
            Lessons = [.. whole.Lessons.Where(lesson => turns.Contains(lesson.Turn))],
        };
    }

    /// <summary>The Auditor's whole decision on a page. The same page always gives the same.</summary>
    public static ReviewBatch Of(AuditPage page)
    {
        var classes = TurnClassifier.Of(page.Turns);
        var turns = page.Turns.Zip(classes).ToArray();
        var byNum = turns.ToDictionary(turn => turn.First.Num);
        return new(
            [
                .. turns.Select(turn => new AuditedTurn(
                    turn.First.Num,
                    turn.Second.Class,
                    turn.Second.Confidence,
                    turn.Second.Why
                )),
            ],
            [
                .. CommentRater.Of([
                    .. page
                        .Comments.Where(comment => byNum.ContainsKey(comment.TurnNum))
                        .Select(comment => (comment, byNum[comment.TurnNum].First, byNum[comment.TurnNum].Second)),
                ]),
            ],
            Review.Lessons.Of(turns)
        );
    }
}

/// <summary>What one turn was, to be written down.</summary>
/// <param name="Num">Its place in the session.</param>
/// <param name="Class">What it was.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Why">The rule, in words.</param>
public sealed record AuditedTurn(int Num, TurnClass Class, double Confidence, string Why);

/// <summary>What was written.</summary>
/// <param name="Turns">Turns that were classified now.</param>
/// <param name="Rated">Comments that were rated now.</param>
/// <param name="Learnt">Learnings that were added now.</param>
public sealed record ReviewResult(int Turns, int Rated, int Learnt)
{
    /// <summary>Turns by what they were, over the whole session; empty until the last page is written.</summary>
    public ImmutableSortedDictionary<string, int> Classes { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Both together.</summary>
    public ReviewResult Plus(ReviewResult other) =>
        new(Turns + other.Turns, Rated + other.Rated, Learnt + other.Learnt) { Classes = other.Classes };
}
