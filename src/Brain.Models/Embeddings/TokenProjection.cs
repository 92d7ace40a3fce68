using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Brain.Models.Embeddings;

/// <summary>
/// Turns the state of a token, 384 numbers of all-MiniLM-L6-v2, into 96 signed bytes that are compared alike. The
/// matrix holds the 96 directions in which token states of ordinary English differ most; it was made by
/// <c>Brain.Benchmarks projection</c> from this repository's own documentation.
/// </summary>
internal static class TokenProjection
{
    /// <summary>Numbers of a state as the model has it.</summary>
    public const int From = 384;

    /// <summary>Numbers of a state as it is kept.</summary>
    public const int Width = 96;

    private const float Scale = 127;

    // Row by row: each direction's 384 numbers.
    private static readonly Lazy<float[]> Directions = new(Load);

    /// <summary>Writes the state of one token.</summary>
    public static void Project(ReadOnlySpan<float> state, Span<sbyte> into)
    {
        Span<float> cut = stackalloc float[Width];
        var directions = Directions.Value.AsSpan();
        for (var row = 0; row < Width; row++)
            cut[row] = TensorPrimitives.Dot(directions.Slice(row * From, From), state);
        var length = TensorPrimitives.Norm(cut);
        for (var row = 0; row < Width; row++)
            into[row] = length > 0 ? (sbyte)MathF.Round(Scale * cut[row] / length) : (sbyte)0;
    }

    private static float[] Load()
    {
        using var stream = typeof(TokenProjection).Assembly.GetManifestResourceStream("minilm-projection.bin")!;
        var bytes = new byte[From * Width * sizeof(float)];
        stream.ReadExactly(bytes);
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }
}
