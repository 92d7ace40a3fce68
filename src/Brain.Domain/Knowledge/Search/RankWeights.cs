namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// What each cue counts for. Tuned on conversations 1 to 5 of LoCoMo and on developers' questions of our own; the
/// figures are flat around them.
/// </summary>
public sealed record RankWeights
{
    /// <summary>The weights of the product.</summary>
    public static RankWeights Default { get; } = new();

    /// <summary>A neighbour's word in the place of the turn's own.</summary>
    public double Near { get; init; } = 0.9;

    /// <summary>The word of a neighbour's neighbour.</summary>
    public double Far { get; init; } = 0.7;

    /// <summary>The turn is whose name the question has.</summary>
    public double Speaker { get; init; } = 0.5;

    /// <summary>The text as a whole points where the question does.</summary>
    public double Cosine { get; init; } = 1;

    /// <summary>BM25 beside the words' states.</summary>
    public double Bm25 { get; init; }

    /// <summary>A session's best window, among sessions.</summary>
    public double SessionWindow { get; init; } = 0.3;

    /// <summary>A session's best turn, among sessions.</summary>
    public double SessionBest { get; init; } = 0.25;

    /// <summary>The session was when the question says.</summary>
    public double Date { get; init; } = 1.5;

    /// <summary>A turn's session, beside the turn.</summary>
    public double Session { get; init; } = 0.7;

    /// <summary>A text without vectors, by BM25 alone.</summary>
    public double WordsOnly { get; init; } = 2.0;
}
