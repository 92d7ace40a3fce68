using System.Collections.Immutable;
using Brain.Messages.Personas;

namespace Brain.Domain.Personas;

/// <summary>What a persona has been doing. Source: <c>sql/personas/check_in.sql</c>.</summary>
/// <param name="Comments">Its newest, newest first, over all sessions.</param>
/// <param name="Open">What waits for somebody: unreviewed or parked, newest first.</param>
/// <param name="Counts">How its comments were rated.</param>
public sealed record PersonaLog(
    ImmutableArray<ShownComment> Comments,
    ImmutableArray<OpenItem> Open,
    RatingCounts Counts
)
{
    /// <summary>The most comments, and the most open items, of one check-in.</summary>
    public const int RowsMax = 100;

    /// <summary>It as a check-in of that persona.</summary>
    public Messages.Personas.CheckIn CheckIn(Messages.Personas.PersonaSummary persona) =>
        new(
            persona,
            [
                .. Comments.Select(one => new Messages.Personas.PersonaComment(
                    one.At,
                    one.SessionId,
                    one.TurnNum,
                    one.Comment,
                    one.Rating?.ToString().ToLowerInvariant(),
                    one.RatedBy
                )),
            ],
            [.. Open.Select(one => $"{one.Kind}: {one.Text}")]
        );
}

/// <summary>A comment as it lies in its row.</summary>
/// <param name="SessionId">Which session; null for what it said of something late.</param>
/// <param name="Project">The session's folder, or null.</param>
/// <param name="TurnNum">Which turn, or null.</param>
/// <param name="At">When.</param>
/// <param name="Comment">What was said.</param>
/// <param name="Rating">What somebody thought of it, or null.</param>
/// <param name="RatedBy">user or bot:Auditor; null when unrated.</param>
public sealed record ShownComment(
    Guid? SessionId,
    string? Project,
    int? TurnNum,
    DateTimeOffset At,
    string Comment,
    CommentRating? Rating,
    string? RatedBy
);

/// <summary>A learning that waits for somebody.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Kind">mistake, decision, parked …</param>
/// <param name="Text">What it says.</param>
/// <param name="Status">unreviewed or active.</param>
/// <param name="SessionId">Where it came from, or null.</param>
/// <param name="At">When.</param>
/// <param name="Confidence">0 to 1, a machine's, or null.</param>
/// <param name="Importance">1 to 5, a person's, or null.</param>
public sealed record OpenItem(
    Guid Id,
    string Kind,
    string Text,
    string Status,
    Guid? SessionId,
    DateTimeOffset At,
    double? Confidence,
    int? Importance
);

/// <summary>A person rates a comment.</summary>
/// <param name="Persona">Whose comment, by its row's id.</param>
/// <param name="Rating">What the person thinks of it.</param>
/// <param name="SessionId">In which session, or null for the one in the project where the persona spoke last.</param>
/// <param name="TurnNum">On which turn, or null for the persona's newest comment of the session.</param>
/// <param name="Project">Without a session: only of this folder, or null for any.</param>
public sealed record RateComment(
    Guid Persona,
    CommentRating Rating,
    Guid? SessionId = null,
    int? TurnNum = null,
    string? Project = null
)
{
    /// <summary>How many of the newest ratings the answer counts.</summary>
    public int Newest { get; init; } = RatingCounts.NewestMax;

    /// <summary>Who says so: <c>user</c>, or <c>agent</c>, whose rating never replaces the person's own.</summary>
    public string By { get; init; } = "user";

    /// <summary>The agent or door that it came by, or null.</summary>
    public string? Source { get; init; }
}

/// <summary>How a message to a persona becomes a rating of its comment.</summary>
public static class PersonaRating
{
    /// <summary>The rating that is to be written.</summary>
    public static RateComment Rating(this Persona persona, RatePersona message) =>
        new(
            persona.Id,
            Enum.Parse<CommentRating>(message.Rating, ignoreCase: true),
            message.Session?.Value,
            message.Turn,
            message.Project
        )
        {
            By = message.ByAgent ? "agent" : "user",
            Source = message.Source,
        };
}

/// <summary>A comment that a person rated now.</summary>
/// <param name="SessionId">Which session.</param>
/// <param name="TurnNum">Which turn.</param>
/// <param name="Comment">What was said.</param>
/// <param name="Before">What it was rated until now, by whomever.</param>
/// <param name="Counts">The persona's ratings, with this one.</param>
public sealed record CommentRated(
    Guid SessionId,
    int TurnNum,
    string Comment,
    CommentRating? Before,
    RatingCounts Counts
)
{
    /// <summary>The person's own rating stands, and nothing was written.</summary>
    public bool Kept { get; init; }
}
