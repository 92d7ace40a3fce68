using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Benchmarks;

/// <summary>One measured number beside what it is compared with.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Baseline">The number of the comparison, measured in the same run, or null.</param>
/// <param name="Against">What the comparison is.</param>
/// <param name="Target">What was promised, in words.</param>
/// <param name="Met">Whether it was kept; null when nothing was promised.</param>
internal sealed record Figure(
    string Name,
    double Value,
    string Unit,
    double? Baseline = null,
    string? Against = null,
    string? Target = null,
    bool? Met = null
)
{
    public string ToJson() =>
        new JsonObject
        {
            ["figure"] = Name,
            ["value"] = Math.Round(Value, 3),
            ["unit"] = Unit,
            ["baseline"] = Baseline is { } number ? Math.Round(number, 3) : null,
            ["against"] = Against,
            ["ratio"] = Baseline is { } other ? Math.Round(Value / other, 3) : null,
            ["target"] = Target,
            ["met"] = Met,
        }.ToJsonString(Format);

    private static readonly JsonSerializerOptions Format = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>Times of many runs of one thing.</summary>
internal sealed class Times(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    public double P50 => At(0.50);

    public double P99 => At(0.99);

    private double At(double share) => _sorted[(int)Math.Min(_sorted.Length - 1, Math.Floor(share * _sorted.Length))];
}
