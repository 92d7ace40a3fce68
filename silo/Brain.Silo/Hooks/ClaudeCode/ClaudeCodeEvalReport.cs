using System.Text.Json;
using Brain.Domain.Text;
using Brain.Messages.Text;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// What <c>claude plugin eval --json</c> writes, schema 1: whether the cases of one skill passed. A case is of a skill
/// where a folder above it has its name, or where the plugin has no other. Runs that did not come to an end, such as
/// without a login, tell nothing.
/// </summary>
internal static class ClaudeCodeEvalReport
{
    private const int WhyMax = 200;

    /// <summary>Reads one; no answer, and why, where it has none.</summary>
    /// <param name="json">The report.</param>
    /// <param name="skill">The skill's name.</param>
    /// <param name="isOnlyOne">The plugin has no other skill.</param>
    public static (bool? Passed, string Why) Read(ReadOnlyMemory<byte> json, string skill, bool isOnlyOne)
    {
        try
        {
            using var read = JsonDocument.Parse(json);
            return Read(read.RootElement, skill, isOnlyOne);
        }
        catch (Exception fault)
            when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return (null, "it wrote no results that can be read");
        }
    }

    private static (bool? Passed, string Why) Read(JsonElement root, string skill, bool isOnlyOne)
    {
        if (root.GetProperty("schemaVersion").GetInt32() != 1)
            return (null, "its results are of a form that is not known");
        if (root.GetProperty("partial").GetBoolean())
            return (null, $"it did not run them all ({root.TextOf("partialReason") ?? "no reason was given"})");
        JsonElement[] own =
        [
            .. root.GetProperty("cases").EnumerateArray().Where(one => isOnlyOne || IsOf(one.TextOf("dir"), skill)),
        ];
        if (own.Length == 0)
            return (null, $"none of its cases is of {skill}: put them below a folder {skill}");
        foreach (var one in own)
        {
            JsonElement[] runs = [.. one.GetProperty("arms").GetProperty("with").EnumerateArray()];
            if (runs.Length == 0)
                return (null, $"case {Name(one)} did not run");
            foreach (var run in runs)
            {
                if (run.TextOf("error") is { } error)
                    return (null, $"case {Name(one)} did not come to an end: {OneLine.Of(error, WhyMax)}");
            }
        }

        return (Array.TrueForAll(own, one => one.GetProperty("aggregates").GetProperty("score").GetDouble() >= 1), "");
    }

    private static bool IsOf(string? folder, string skill) =>
        folder?.Split('/').Contains(skill, StringComparer.Ordinal) == true;

    private static string Name(JsonElement one) => OneLine.Of(one.TextOf("name") ?? "without a name", WhyMax);
}
