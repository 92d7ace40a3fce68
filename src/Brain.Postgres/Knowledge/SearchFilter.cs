namespace Brain.Postgres.Knowledge;

/// <summary>What a search is narrowed to; null is everything.</summary>
/// <param name="Project">The project, as its sessions have it.</param>
/// <param name="Kinds">Kinds of rows.</param>
/// <param name="Persona">Whose rows.</param>
/// <param name="Since">Not before.</param>
/// <param name="Until">Before.</param>
public sealed record SearchFilter(
    string? Project = null,
    string[]? Kinds = null,
    Guid? Persona = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null
)
{
    /// <summary>As texts stood then; null for now.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>A text that was found by its words or by its meaning.</summary>
/// <param name="Unit">Its number in the index.</param>
/// <param name="Score">BM25, or the cosine.</param>
/// <param name="Matched">How much of the question's weight is in its words; 0 for the cosine.</param>
public sealed record FoundUnit(long Unit, double Score, double Matched);

/// <summary>A text as it is shown.</summary>
/// <param name="Unit">Its number in the index.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its row.</param>
/// <param name="Session">Its session, or null.</param>
/// <param name="Turn">Its turn, or null.</param>
/// <param name="Project">Its project, or null.</param>
/// <param name="Speaker">Who said it, or null.</param>
/// <param name="At">When.</param>
/// <param name="Text">What it says.</param>
/// <param name="Status">As its row has it.</param>
/// <param name="Importance">1 to 5 by a person, or null.</param>
/// <param name="Confidence">0 to 1 by a machine, or null.</param>
public sealed record ShownUnit(
    long Unit,
    string Kind,
    Guid Id,
    Guid? Session,
    int? Turn,
    string? Project,
    string? Speaker,
    DateTimeOffset At,
    string Text,
    string Status,
    short? Importance,
    float? Confidence
)
{
    /// <summary>Where in the text of a turn its answer begins; 0 where it has none, or none is known.</summary>
    public int AnswerAt { get; init; }
}

/// <summary>What stood at a time and stands no more.</summary>
/// <param name="Found">Texts that were found by the words that they had then; their units are none of the
/// index.</param>
/// <param name="Shown">The same, as they are shown.</param>
/// <param name="Rewritten">Units of the index whose texts said something else then.</param>
public sealed record OldTexts(FoundUnit[] Found, ShownUnit[] Shown, HashSet<long> Rewritten)
{
    /// <summary>Nothing, as of now.</summary>
    public static OldTexts None { get; } = new([], [], []);
}

/// <summary>How the index stands.</summary>
/// <param name="Waiting">Rows that are not indexed yet.</param>
/// <param name="Texts">Texts that are.</param>
/// <param name="Embeds">Those that get vectors.</param>
/// <param name="Embedded">Those that have them.</param>
/// <param name="Model">Whose vectors are searched; null when there are none.</param>
public sealed record SearchState(long Waiting, long Texts, long Embeds, long Embedded, string? Model);
