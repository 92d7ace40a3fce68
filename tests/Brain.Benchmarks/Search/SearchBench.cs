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
        SearchPlace.Weights = With(SearchPlace.Weights, After("--weights"));

        if (After("--projection") is { } path)
            await ProjectionMaker.Make(After("--checkout") ?? ".", path);
        else if (After("--locomo") is { } file)
        {
            var (first, last) = Range(After("--conversations"));
            await LocomoSearch.Measure(file, first, last, keep, Others(words, After("--variants")));
        }
        else if (After("--labelled") is { } folder)
            await LabelledSearch.Measure(LabelledSet.Folder(folder), keep, words.Contains("--each"));
        else if (After("--squad") is { } squad)
            await LabelledSearch.Measure(
                LabelledSet.Squad(squad, int.Parse(After("--part") ?? "1", CultureInfo.InvariantCulture)),
                keep,
                words.Contains("--each")
            );
        else
            await SearchSpeed.Measure(
                After("--checkout") ?? Environment.CurrentDirectory,
                int.Parse(After("--turns") ?? "100000", CultureInfo.InvariantCulture),
                int.Parse(After("--learnings") ?? "20000", CultureInfo.InvariantCulture),
                keep
            );
    }

    // Each ingredient left out, or what the words name: "Date=1;Date=2,Cosine=0".
    private static (string Name, RankWeights Weights)[] Others(string[] words, string? variants) =>
        words.Contains("--ingredients")
            ? LocomoSearch.Ingredients
            : [.. (variants?.Split(';') ?? []).Select(text => (text, With(SearchPlace.Weights, text)))];

    private static RankWeights With(RankWeights weights, string? changes)
    {
        var changed = weights with { };
        foreach (var change in changes?.Split(',') ?? [])
        {
            var pair = change.Split('=');
            typeof(RankWeights)
                .GetProperty(pair[0])!
                .SetValue(changed, double.Parse(pair[1], CultureInfo.InvariantCulture));
        }

        return changed;
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
