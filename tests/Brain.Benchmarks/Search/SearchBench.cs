using System.Globalization;
using Brain.Domain.Knowledge.Search;

namespace Brain.Benchmarks.Search;

/// <summary>What follows <c>search</c>: which data, and which part of it.</summary>
internal static class SearchBench
{
    private const int AllConversations = 10;

    /// <summary>Measures what the words name; speed when they name nothing.</summary>
    public static async Task Run(string[] words)
    {
        string? After(string option) =>
            Array.IndexOf(words, option) is var at and >= 0 && at + 1 < words.Length ? words[at + 1] : null;
        var keep = After("--keep");
        foreach (var weight in After("--weights")?.Split(',') ?? [])
        {
            var pair = weight.Split('=');
            typeof(RankWeights)
                .GetProperty(pair[0])!
                .SetValue(
                    SearchPlace.Weights = SearchPlace.Weights with { },
                    double.Parse(pair[1], CultureInfo.InvariantCulture)
                );
        }

        if (After("--projection") is { } path)
            await ProjectionMaker.Make(After("--checkout") ?? ".", path);
        else if (After("--locomo") is { } file)
        {
            var (first, last) = Range(After("--conversations"));
            await LocomoSearch.Measure(file, first, last, keep, words.Contains("--ingredients"));
        }
        else if (After("--labelled") is { } folder)
            await LabelledSearch.Measure(folder, keep, words.Contains("--each"));
        else
            await SearchSpeed.Measure(
                After("--checkout") ?? Environment.CurrentDirectory,
                int.Parse(After("--turns") ?? "100000", CultureInfo.InvariantCulture),
                int.Parse(After("--learnings") ?? "20000", CultureInfo.InvariantCulture),
                keep
            );
    }

    private static (int First, int Last) Range(string? text)
    {
        if (text is null)
            return (1, AllConversations);
        var ends = text.Split('-');
        return ends.Length is 1 or 2 && int.TryParse(ends[0], out var first) && int.TryParse(ends[^1], out var last)
            ? (first, last)
            : throw new FormatException($"--conversations is '{text}': expected for example 6-10.");
    }
}
