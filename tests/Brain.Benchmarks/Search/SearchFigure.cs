using System.Text.Json.Nodes;

namespace Brain.Benchmarks.Search;

/// <summary>
/// A figure of how well is found: percent, with the difference to BM25 and its 95 % interval over questions.
/// </summary>
internal sealed record SearchFigure(
    string Metric,
    string System,
    double Value,
    double Baseline,
    double Low,
    double High,
    int Questions
)
{
    public string Against { get; init; } = "bm25";

    public string ToJson() =>
        new JsonObject
        {
            ["figure"] = Metric,
            ["system"] = System,
            ["value"] = Math.Round(Value, 2),
            ["unit"] = "%",
            ["baseline"] = Math.Round(Baseline, 2),
            ["against"] = Against,
            ["difference"] = Math.Round(Value - Baseline, 2),
            ["interval95"] = new JsonArray(Math.Round(Low, 2), Math.Round(High, 2)),
            ["questions"] = Questions,
        }.ToJsonString();
}
