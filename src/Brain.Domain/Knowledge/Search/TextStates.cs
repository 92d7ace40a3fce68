namespace Brain.Domain.Knowledge.Search;

/// <summary>What a model made of a text, as it is ranked by.</summary>
/// <param name="States">
/// The states of its words, as <see cref="TokenStates"/> has them; null when there are none.
/// </param>
/// <param name="Vectors">One for each stretch.</param>
public sealed record TextStates(sbyte[]? States, ByteVector[] Vectors)
{
    /// <summary>How many bytes it takes in memory, roughly.</summary>
    public int Bytes => (States?.Length ?? 0) + Vectors.Sum(vector => vector.Bytes) + 128;

    /// <summary>The cosine of the stretch that points most where the question does.</summary>
    public float Cosine(ByteVector asked) => Vectors.Max(vector => vector.Cosine(asked));
}
