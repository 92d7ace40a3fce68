using System.Numerics;

namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// A vector in a byte a number: where it points is kept to within a thousandth, how long it is is not.
/// </summary>
public sealed class ByteVector
{
    private const float Most = 127;

    private readonly sbyte[] _numbers;
    private readonly float _length;

    private ByteVector(sbyte[] numbers, float length) => (_numbers, _length) = (numbers, length);

    /// <summary>How many bytes it takes in memory, roughly.</summary>
    public int Bytes => _numbers.Length + 64;

    /// <summary>Cuts a vector down.</summary>
    public static ByteVector Of(ReadOnlySpan<float> vector)
    {
        var most = 0f;
        foreach (var number in vector)
            most = Math.Max(most, Math.Abs(number));
        // Zeros behind it change nothing, and leave no rest.
        var numbers = new sbyte[(vector.Length + Vector<sbyte>.Count - 1) / Vector<sbyte>.Count * Vector<sbyte>.Count];
        for (var at = 0; at < vector.Length && most > 0; at++)
            numbers[at] = (sbyte)MathF.Round(Most * vector[at] / most);
        return new(numbers, MathF.Sqrt(Dot(numbers, numbers)));
    }

    /// <summary>The cosine to another; 0 when either is all zeros or they are of different lengths.</summary>
    public float Cosine(ByteVector other) =>
        _numbers.Length != other._numbers.Length || _length * other._length == 0
            ? 0
            : Dot(_numbers, other._numbers) / (_length * other._length);

    private static int Dot(sbyte[] one, sbyte[] other)
    {
        var sum = Vector<int>.Zero;
        for (var at = 0; at < one.Length; at += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(one, at), out var oneLow, out var oneHigh);
            Vector.Widen(new Vector<sbyte>(other, at), out var otherLow, out var otherHigh);
            Vector.Widen(oneLow * otherLow, out var a, out var b);
            Vector.Widen(oneHigh * otherHigh, out var c, out var d);
            sum += a + b + c + d;
        }

        return Vector.Sum(sum);
    }
}
