namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// What each cue counts for. Tuned on conversations 1 to 5 of LoCoMo and on developers' questions of our own; the
/// figures are flat around them.
/// </summary>
public sealed record RankWeights
{
    /// <summary>The weights of the product.</summary>
    public static RankWeights Default { get; } = new();

    /// <summary>A word of the turn before in the place of the turn's own.</summary>
    public double Before { get; init; } = 0.9;

    /// <summary>The same where the turn before asks: what follows answers it.</summary>
    public double Asked { get; init; } = 1;

    /// <summary>A word of the turn behind.</summary>
    public double Behind { get; init; } = 0.85;

    /// <summary>The word of a neighbour's neighbour.</summary>
    public double Far { get; init; } = 0.8;

    /// <summary>The turn is whose name the question has.</summary>
    public double Speaker { get; init; } = 1.25;

    /// <summary>The text as a whole points where the question does.</summary>
    public double Cosine { get; init; } = 1;

    /// <summary>A session's best window, among sessions.</summary>
    public double SessionWindow { get; init; } = 0.1;

    /// <summary>A session's best turn, among sessions.</summary>
    public double SessionBest { get; init; } = 0.15;

    /// <summary>The mean of a session's three best turns, among sessions.</summary>
    public double SessionTop { get; init; } = 0.1;

    /// <summary>The session was when the question says.</summary>
    public double Date { get; init; } = 2;

    /// <summary>A turn's session, beside the turn.</summary>
    public double Session { get; init; } = 0.85;

    /// <summary>A text without vectors, by BM25 alone.</summary>
    public double WordsOnly { get; init; } = 2.0;
}
