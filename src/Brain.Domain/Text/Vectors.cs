namespace Brain.Domain.Text;

/// <summary>Vectors of a sentence model. Those of length 1 are compared by their product.</summary>
public static class Vectors
{
    /// <summary>The one that stands for a text of several stretches: their sum, of length 1.</summary>
    public static float[] Pool(IReadOnlyList<float[]> stretches)
    {
        var sum = new float[stretches[0].Length];
        foreach (var stretch in stretches)
        {
            for (var at = 0; at < sum.Length; at++)
                sum[at] += stretch[at];
        }

        var length = MathF.Sqrt(Dot(sum, sum));
        return length == 0 ? sum : Array.ConvertAll(sum, one => one / length);
    }

    /// <summary>The product of two.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var at = 0; at < a.Length; at++)
            sum += a[at] * b[at];
        return sum;
    }

    /// <summary>The most alike of some, 0 for none.</summary>
    public static float Nearest(float[] one, IEnumerable<float[]> others) =>
        others.Select(other => Dot(one, other)).DefaultIfEmpty(0).Max();
}
