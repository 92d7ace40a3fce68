namespace Brain.Messages.Knowledge;

/// <summary>Asks what the brain has about something.</summary>
/// <param name="Words">A question, or words of which any is enough; a star ends the beginning of a word.</param>
public sealed record SearchRequest(string Words)
{
    /// <summary>The most results.</summary>
    public const int LimitMax = 200;

    /// <summary>The most turns before and behind a result that are shown.</summary>
    public const int AroundMax = 20;

    /// <summary>Only of this project's folder; null for all.</summary>
    public string? Project { get; init; }

    /// <summary>How many results, 1 to <see cref="LimitMax"/>.</summary>
    public int Limit { get; set; } = 10;

    /// <summary>
    /// Only these kinds: turn, tool_call, learning, handoff, comment, decision, document; null for all.
    /// </summary>
    public string[]? Kinds { get; init; }

    /// <summary>Only what happened then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only what happened before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only what this persona said.</summary>
    public string? Persona { get; init; }

    /// <summary>As the brain stood then.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>So many turns before and behind each turn that is found, 0 to <see cref="AroundMax"/>.</summary>
    public int Around { get; init; }
}

/// <summary>What was found.</summary>
/// <param name="Results">Best first.</param>
/// <param name="Answers">Whether one of them answers the question; false also when nothing was found.</param>
public sealed record SearchResults(SearchResult[] Results, bool Answers)
{
    /// <summary>How it was searched: <c>fused</c>, or <c>words</c> when there is no model to ask.</summary>
    public string Ranked { get; init; } = "words";

    /// <summary>Words that are nowhere, and others that are there.</summary>
    public SearchSuggestion[]? Suggestions { get; init; }

    /// <summary>What was not as it should be: a sentence for people.</summary>
    public string? Note { get; init; }

    /// <summary>Why nothing was searched; null when it was.</summary>
    public Sessions.Refusal? Refusal { get; init; }
}

/// <summary>One row that was found.</summary>
/// <param name="Kind">turn, tool_call, learning, handoff, comment, decision or document.</param>
/// <param name="Id">The row.</param>
/// <param name="SessionId">Its session, if it is of one.</param>
/// <param name="TurnNum">Its turn, or the place of a chunk in its document.</param>
/// <param name="Project">Its project, if it is of one.</param>
/// <param name="Text">What it says.</param>
/// <param name="Score">The higher the better; comparable within one search only.</param>
public sealed record SearchResult(
    string Kind,
    Guid Id,
    Guid? SessionId,
    int? TurnNum,
    string? Project,
    string Text,
    double Score
)
{
    /// <summary>What the score is made of.</summary>
    public ScoreParts? Parts { get; init; }

    /// <summary>When it was said or done.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who said it, where the row tells.</summary>
    public string? Speaker { get; init; }

    /// <summary>Which agent's session it is of, as rows keep it; null where it is of none.</summary>
    public string? Agent { get; init; }

    /// <summary>The row's status, such as unreviewed or rejected.</summary>
    public string Status { get; init; } = "";

    /// <summary>1 to 5 by a person, if one said so.</summary>
    public short? Importance { get; init; }

    /// <summary>0 to 1 by a machine, if one said so.</summary>
    public float? Confidence { get; init; }

    /// <summary>The turns before and behind it, when they were asked for.</summary>
    public TurnAround[]? Around { get; init; }
}

/// <summary>What a score is made of, in standard deviations over what was found.</summary>
/// <param name="Words">BM25 of its words.</param>
/// <param name="Meaning">What its words and those beside it mean.</param>
/// <param name="Session">What its session and the date add.</param>
/// <param name="Worth">What importance, or else confidence, adds.</param>
public sealed record ScoreParts(double Words, double Meaning, double Session, double Worth);

/// <summary>A turn beside one that was found.</summary>
/// <param name="TurnNum">Its number.</param>
/// <param name="Text">What was said.</param>
public sealed record TurnAround(int TurnNum, string Text);

/// <summary>A word that is nowhere.</summary>
/// <param name="Word">As it was asked for.</param>
/// <param name="Another">The most alike word that is there.</param>
public sealed record SearchSuggestion(string Word, string Another);
