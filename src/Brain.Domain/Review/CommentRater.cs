using System.Text.RegularExpressions;
using Brain.Domain.Personas;

namespace Brain.Domain.Review;

/// <summary>A comment that nobody has rated. Source: <c>v2.persona_comments</c>.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Persona">The persona's name.</param>
/// <param name="TurnNum">The turn it is about.</param>
/// <param name="Comment">What was said.</param>
public sealed record CommentToRate(Guid Id, string Persona, int TurnNum, string Comment)
{
    /// <summary>It says that nothing was seen (<c>metadata.nothing</c>); its words may say so too.</summary>
    public bool Nothing { get; init; }

    /// <summary>False when nobody was shown it (<c>metadata.shown</c>): what was not seen can't be noise.</summary>
    public bool Shown { get; init; } = true;

    /// <summary>
    /// Only rules say it that the persona was made with (<c>metadata.by_defaults</c>). What a rule finds that the
    /// person wrote is what they asked for.
    /// </summary>
    public bool ByDefaults { get; init; }

    /// <summary>On how many of the session's turns the persona said so, numbers apart: at least 1.</summary>
    public int Said { get; init; } = 1;

    /// <summary>The persona said so again on a later turn: what came of that is not known here.</summary>
    public bool SaidLater { get; init; }

    /// <summary>On one of those turns it was rated.</summary>
    public bool Judged { get; init; }

    /// <summary>The person answered that it is not so (<c>metadata.dismissed</c>).</summary>
    public bool Dismissed { get; init; }
}

/// <summary>What the Auditor thinks of a comment. A person's own rating always wins over it.</summary>
/// <param name="Id">The comment's row.</param>
/// <param name="Rating">What it was.</param>
/// <param name="Why">The rule, in words.</param>
public sealed record RatedComment(Guid Id, CommentRating Rating, string Why);

/// <summary>The Auditor's rules about comments: when none fits, a comment stays unrated.</summary>
public static class CommentRater
{
    /// <summary>A line that was said on so many turns of a session, and never taken up, is noise.</summary>
    public const int SaidMin = 3;

    private const int SharedWordsMin = 2;
    private const int WordLengthMin = 5;

    /// <summary>
    /// The ratings of a page, in its order: what came of each comment, and of lines said again and again.
    /// </summary>
    /// <param name="page">Comments that are not rated yet, each with its turn and what that was.</param>
    public static IEnumerable<RatedComment> Of(
        IReadOnlyCollection<(CommentToRate Comment, TurnToClassify Turn, Classified Was)> page
    )
    {
        var rated = page.Select(one => (one.Comment, Rated: Of(one.Comment, one.Turn, one.Was))).ToArray();
        // Once for a line, however often it was said: that it was not wanted is one thing to know, and known where the
        // line was said last.
        var noise = rated
            .GroupBy(one => (one.Comment.Persona, Numbers.Replace(one.Comment.Comment, "#")))
            .Where(line => line.All(one => one.Rated is null) && line.Any(one => !one.Comment.SaidLater))
            .Select(line => line.Select(one => one.Comment).LastOrDefault(IsNoise))
            .OfType<CommentToRate>()
            .ToDictionary(
                comment => comment.Id,
                comment => new RatedComment(
                    comment.Id,
                    CommentRating.Noise,
                    $"it said so on {comment.Said} turns, and nobody took it up"
                )
            );
        return rated.Select(one => one.Rated ?? noise.GetValueOrDefault(one.Comment.Id)).OfType<RatedComment>();
    }

    /// <summary>The rating of a comment, or null.</summary>
    /// <param name="comment">Not rated yet.</param>
    /// <param name="turn">The turn that it is about, and what the person typed next.</param>
    /// <param name="was">What that turn was.</param>
    public static RatedComment? Of(CommentToRate comment, TurnToClassify turn, Classified was)
    {
        if (comment.Dismissed)
            return new(comment.Id, CommentRating.Wrong, "the person dismissed it");
        // That nothing was seen was asked for by the rule's "nothing:"; it helps nobody to judge it.
        if (comment.Nothing || Silent.IsMatch(comment.Comment))
            return null;
        if (was.Class == TurnClass.Mistake)
            return new(comment.Id, CommentRating.Useful, "it spoke up on a turn that was a mistake");
        return TakenUp(comment, turn.Next)
            ? new(comment.Id, CommentRating.Useful, "the person took it up in the next prompt")
            : null;
    }

    private static bool IsNoise(CommentToRate comment) =>
        comment is { ByDefaults: true, Shown: true, Nothing: false, Judged: false, Said: >= SaidMin }
        && !Silent.IsMatch(comment.Comment);

    private static bool TakenUp(CommentToRate comment, string? next) =>
        next is not null
        && (
            Addresses(next, comment.Persona)
            || Words(comment.Comment).Intersect(Words(next), StringComparer.OrdinalIgnoreCase).Count() >= SharedWordsMin
        );

    private static bool Addresses(string next, string persona)
    {
        var text = next.TrimStart().TrimStart('@');
        return text.StartsWith(persona, StringComparison.OrdinalIgnoreCase)
            && text.Length > persona.Length
            && !char.IsLetterOrDigit(text[persona.Length]);
    }

    private static IEnumerable<string> Words(string text) =>
        Word.Matches(text)
            .Select(match => match.Value)
            .Where(word => word.Length >= WordLengthMin)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static readonly Regex Word = new(
        @"[\p{L}\p{N}_./-]+",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );

    private static readonly Regex Numbers = new(@"\d+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    // Not every "no …" is silence: "no tests for this" says a lot. A persona's line may begin with its handle, such as
    // "🔧 Steve (APIs): no external calls this turn".
    private static readonly Regex Silent = new(
        @"^(?:[^:\n]{0,80}:\s*)?(?:(?:nothing|none|nichts)\b|(?:no|keine?)\b.*\b(?:this\ turn|seen|in\ diesem\ turn)\W*$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );
}
