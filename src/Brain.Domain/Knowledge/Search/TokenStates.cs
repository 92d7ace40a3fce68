using System.Runtime.Intrinsics;

namespace Brain.Domain.Knowledge.Search;

/// <summary>What a sentence model makes of the words of a text, each in its place.</summary>
/// <param name="Pieces">WordPieces that tell something, as the model numbers them.</param>
/// <param name="States"><see cref="Width"/> signed bytes for each piece, of length 127.</param>
public sealed record TokenStates(short[] Pieces, sbyte[] States)
{
    /// <summary>Numbers of a state.</summary>
    public const int Width = 96;

    private const float Unit = 127 * 127;

    /// <summary>How many bytes they take in memory, roughly.</summary>
    public int Bytes => States.Length + 2 * Pieces.Length + 96;

    /// <summary>The nearest that any word of this text comes to one word of another: the cosine, 0 to 1.</summary>
    /// <param name="other">The other text.</param>
    /// <param name="place">Which of its pieces.</param>
    public float Nearest(TokenStates other, int place)
    {
        var asked = other.States.AsSpan(place * Width, Width);
        var (first, second, third) = (
            Vector256.Create<sbyte>(asked[..32]),
            Vector256.Create<sbyte>(asked[32..64]),
            Vector256.Create<sbyte>(asked[64..])
        );
        var best = 0;
        for (var at = 0; at < States.Length; at += Width)
        {
            var state = States.AsSpan(at, Width);
            var sum =
                Dot(first, Vector256.Create<sbyte>(state[..32]))
                + Dot(second, Vector256.Create<sbyte>(state[32..64]))
                + Dot(third, Vector256.Create<sbyte>(state[64..]));
            best = Math.Max(best, Vector256.Sum(sum));
        }

        return Math.Min(1, best / Unit);
    }

    private static Vector256<int> Dot(Vector256<sbyte> one, Vector256<sbyte> other)
    {
        var (oneLow, oneHigh) = Vector256.Widen(one);
        var (otherLow, otherHigh) = Vector256.Widen(other);
        // 127 times 127 fits into sixteen bits, their sum may not.
        var (a, b) = Vector256.Widen(oneLow * otherLow);
        var (c, d) = Vector256.Widen(oneHigh * otherHigh);
        return a + b + (c + d);
    }
}
