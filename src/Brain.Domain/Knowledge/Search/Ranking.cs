namespace Brain.Domain.Knowledge.Search;

/// <summary>What was found, in order.</summary>
/// <param name="Texts">Best first; what does not fit is left out.</param>
/// <param name="Sessions">Best first.</param>
public sealed record Ranking(IReadOnlyList<RankedText> Texts, IReadOnlyList<(Guid Session, double Score)> Sessions);

/// <summary>A text and why it is where it is.</summary>
/// <param name="Candidate">The text.</param>
/// <param name="Score">In standard deviations; the higher the better.</param>
/// <param name="Words">What its words gave: BM25, standardised.</param>
/// <param name="Meaning">What the states of its words and of those around it gave, standardised; 0 without a
/// model.</param>
/// <param name="Session">What its session gave.</param>
public sealed record RankedText(
    SearchCandidate Candidate,
    double Score,
    double Words,
    double Meaning,
    double Session
)
{
    /// <summary>How much more than other candidates it points where the question does, standardised.</summary>
    public double Pointed { get; init; }

    /// <summary>
    /// How near the text, with those beside it, comes to that of the question's three rarest words that it misses most:
    /// a cosine, 0 to 1; 0 without a model.
    /// </summary>
    public double Weakest { get; init; }

    /// <summary>The same of a few words of the text that stand together; 0 behind the first twenty.</summary>
    public double WeakestClose { get; init; }
}
