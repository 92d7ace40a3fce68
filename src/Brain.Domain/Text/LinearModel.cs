using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Brain.Domain.Text;

/// <summary>
/// A linear model: for each of its outputs a weighted sum of features. The weights are learnt by
/// <c>./brain bench train</c> and lie in this assembly, as base64 of half-precision numbers.
/// </summary>
public sealed class LinearModel
{
    private readonly float[][] _weights;

    /// <summary>A model of weights: one row an output, its last number the constant.</summary>
    public LinearModel(IEnumerable<float[]> weights) => _weights = [.. weights];

    /// <summary>Reads a model that lies in this assembly.</summary>
    public static LinearModel Read(string resource)
    {
        using var stream =
            typeof(LinearModel).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"This build lacks the weights {resource}.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static LinearModel Parse(string text)
    {
        var lines = text.Split('\n', 2);
        var outputs = int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture);
        var bytes = Convert.FromBase64String(lines[1].Replace("\n", "", StringComparison.Ordinal));
        var halves = MemoryMarshal.Cast<byte, Half>(bytes).ToArray();
        return new(halves.Chunk(halves.Length / outputs).Select(row => Array.ConvertAll(row, one => (float)one)));
    }

    /// <summary>As a file: the number of outputs, and the weights in lines.</summary>
    public string ToText()
    {
        var halves = _weights.SelectMany(row => row.Select(one => (Half)one)).ToArray();
        var base64 = Convert.ToBase64String(MemoryMarshal.AsBytes<Half>(halves));
        return $"{_weights.Length}\n{string.Join('\n', base64.Chunk(LineMax).Select(line => new string(line)))}\n";
    }

    /// <summary>The weighted sums.</summary>
    /// <exception cref="ArgumentException">There are more or fewer features than the model has weights for.</exception>
    public ImmutableArray<double> Sums(ReadOnlySpan<float> features)
    {
        var sums = ImmutableArray.CreateBuilder<double>(_weights.Length);
        foreach (var row in _weights)
        {
            if (row.Length != features.Length + 1)
                throw new ArgumentException(
                    $"{features.Length} features are told; {row.Length - 1} were expected.",
                    nameof(features)
                );
            sums.Add(Vectors.Dot(row.AsSpan(0, features.Length), features) + row[^1]);
        }

        return sums.MoveToImmutable();
    }

    /// <summary>How likely each output is where any of them may be true.</summary>
    public ImmutableArray<double> Each(ReadOnlySpan<float> features) =>
        [.. Sums(features).Select(sum => 1 / (1 + Math.Exp(-sum)))];

    /// <summary>How likely each output is where exactly one of them is true.</summary>
    public ImmutableArray<double> OneOf(ReadOnlySpan<float> features)
    {
        var sums = Sums(features);
        var most = sums.Max();
        var parts = sums.Select(sum => Math.Exp(sum - most)).ToArray();
        return [.. parts.Select(part => part / parts.Sum())];
    }

    private const int LineMax = 112;
}
