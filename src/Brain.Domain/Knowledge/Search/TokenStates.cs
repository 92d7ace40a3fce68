using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Brain.Domain.Knowledge.Search;

/// <summary>What a sentence model makes of the words of a text, each in its place.</summary>
/// <param name="Pieces">WordPieces that tell something, as the model numbers them.</param>
/// <param name="States"><see cref="Width"/> signed bytes for each piece, of length 127.</param>
public sealed record TokenStates(short[] Pieces, sbyte[] States)
{
    /// <summary>Numbers of a state.</summary>
    public const int Width = 96;

    private const float Unit = 127 * 127;
    private const int Lanes = 16;
    private const int Vectors = Width / Lanes;

    /// <summary>The nearest that any word of a text comes to each word of this one: the cosines, 0 to 1.</summary>
    /// <param name="text">States of the text's words.</param>
    /// <param name="nearest">One place for each piece of this text; written.</param>
    public void Nearest(ReadOnlySpan<sbyte> text, Span<float> nearest)
    {
        Span<int> best = stackalloc int[nearest.Length];
        best.Clear();
        var asked = Wide;
        for (var from = 0; from + Width <= text.Length; from += Width)
        {
            var state = text.Slice(from, Width);
            var (a, b, c, d, e, f) = (
                Widen(state, 0),
                Widen(state, 1),
                Widen(state, 2),
                Widen(state, 3),
                Widen(state, 4),
                Widen(state, 5)
            );
            for (var place = 0; place < best.Length; place++)
            {
                var one = asked.AsSpan(place * Vectors, Vectors);
                var (first, second) = (Dot(a, one[0]) + Dot(b, one[1]), Dot(c, one[2]) + Dot(d, one[3]));
                var sum = first + second + Dot(e, one[4]) + Dot(f, one[5]);
                best[place] = Math.Max(best[place], Vector256.Sum(sum));
            }
        }

        for (var place = 0; place < best.Length; place++)
            nearest[place] = Math.Min(1, best[place] / Unit);
    }

    // Made once for a question, which is held against hundreds of texts.
    private Vector256<short>[] Wide =>
        field ??=
        [
            .. Enumerable
                .Range(0, Pieces.Length * Vectors)
                .Select(at => Widen(States.AsSpan(at / Vectors * Width, Width), at % Vectors)),
        ];

    private static Vector256<short> Widen(ReadOnlySpan<sbyte> state, int part) =>
        Vector256.WidenLower(Vector128.Create(state.Slice(part * Lanes, Lanes)).ToVector256Unsafe());

    // 127 times 127 fits into sixteen bits, the sum of two of them may not.
    private static Vector256<int> Dot(Vector256<short> one, Vector256<short> other)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(one, other);
        var (low, high) = Vector256.Widen(one * other);
        return low + high;
    }
}
