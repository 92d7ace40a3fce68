using System.Collections.Frozen;
using System.Numerics;

namespace Brain.Domain.Text;

/// <summary>A set of terms that others are compared with.</summary>
internal sealed class TermSet(IEnumerable<string> terms)
{
    // Sharing a field is a hint, sharing a word is proof.
    private const double FieldNovelty = 0.4;

    private readonly FrozenSet<string> _terms = terms.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The fields of all its terms.</summary>
    public ulong FieldBits =>
        field == 0 ? field = _terms.Aggregate(0UL, (bits, term) => bits | TopicWords.Of(term)) : field;

    /// <summary>It has nothing to compare with.</summary>
    public bool IsEmpty => _terms.Count == 0;

    /// <summary>How new a term is to it: 0 known, 1 new.</summary>
    public double Novelty(string term)
    {
        if (_terms.Contains(term) || _terms.Any(known => Tokenizer.Alike(known, term)))
            return 0;
        return (TopicWords.Of(term) & FieldBits & ~TopicWords.Life) != 0 ? FieldNovelty : 1;
    }

    /// <summary>How much of the terms is new to it, and how much that is.</summary>
    /// <returns>Share is 0 to 1; Mass is the sum of the new terms' weights.</returns>
    public (double Share, double Mass) Novelty(IReadOnlyCollection<string> others)
    {
        var all = others.Sum(Tokenizer.Weight);
        var mass = others.Sum(term => Tokenizer.Weight(term) * Novelty(term));
        return (all == 0 ? 0 : mass / all, mass);
    }

    /// <summary>How many fields it shares with others.</summary>
    public int FieldsShared(IEnumerable<string> others) =>
        BitOperations.PopCount(
            FieldBits & others.Aggregate(0UL, (bits, term) => bits | TopicWords.Of(term)) & ~TopicWords.Life
        );
}
