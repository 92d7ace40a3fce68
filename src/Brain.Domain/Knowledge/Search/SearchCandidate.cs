namespace Brain.Domain.Knowledge.Search;

/// <summary>A text that may answer, or that was said beside one. Source: <c>v2.search_candidates</c>.</summary>
/// <param name="Unit">Its number in the index.</param>
/// <param name="Kind">turn, tool_call, learning, handoff, comment, decision or document.</param>
/// <param name="Session">Its session, or null.</param>
/// <param name="Turn">Its turn, or null.</param>
/// <param name="Speaker">Who said it, where the row tells.</param>
/// <param name="At">When.</param>
public sealed record SearchCandidate(
    long Unit,
    string Kind,
    Guid? Session,
    int? Turn,
    string? Speaker,
    DateTimeOffset At
)
{
    /// <summary>It lies within the times that were asked for; else it is there for its neighbours.</summary>
    public bool Fits { get; init; } = true;

    /// <summary>It ends by asking something.</summary>
    public bool Asks { get; init; }

    /// <summary>BM25 of its words; 0 when it was not found by them.</summary>
    public double Bm25 { get; init; }

    /// <summary>How much of the question's weight is in its words: 0 to 1.</summary>
    public double Matched { get; init; }

    /// <summary>The cosine to the question; null when it has no vector of the question's model.</summary>
    public double? Cosine { get; init; }

    /// <summary>The states of its words, as <see cref="TokenStates"/> has them; null when it has none.</summary>
    public sbyte[]? States { get; init; }
}
