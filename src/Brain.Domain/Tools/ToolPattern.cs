using System.IO.Enumeration;
using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Domain.Tools;

/// <summary>
/// How people and defaults say which tools they mean: names separated by <c>|</c>, without regard to case, <c>*</c> for
/// any characters; and <c>kind:shell</c> for every tool of a kind, whatever the agent calls it.
/// </summary>
public static class ToolPattern
{
    private const string KindMark = "kind:";

    /// <summary>Every kind by its word.</summary>
    private static readonly Dictionary<string, ToolKind> Kinds = Enum.GetValues<ToolKind>()
        .ToDictionary(Word, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, ToolKind>.AlternateLookup<ReadOnlySpan<char>> KindsBySpan =
        Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The kind as rows and rules write it.</summary>
    public static string Word(this ToolKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind that a word means; unknown for a word of a newer version.</summary>
    public static ToolKind KindOf(string? word) =>
        word is not null && Kinds.TryGetValue(word, out var kind) ? kind : ToolKind.Unknown;

    /// <summary>Whether one of the pattern's parts means this tool.</summary>
    public static bool Covers(string pattern, string tool, ToolKind kind)
    {
        foreach (var range in pattern.AsSpan().Split('|'))
        {
            var part = pattern.AsSpan()[range].Trim();
            if (
                part.StartsWith(KindMark, StringComparison.OrdinalIgnoreCase)
                    ? KindsBySpan.TryGetValue(part[KindMark.Length..], out var meant) && meant == kind
                    : FileSystemName.MatchesSimpleExpression(part, tool)
            )
                return true;
        }

        return false;
    }

    /// <summary>What is wrong with the pattern, or null: a kind that there is none of.</summary>
    public static string? Fault(string pattern)
    {
        foreach (var part in pattern.Split('|', StringSplitOptions.TrimEntries))
        {
            if (
                part.StartsWith(KindMark, StringComparison.OrdinalIgnoreCase)
                && !Kinds.ContainsKey(part[KindMark.Length..])
            )
                return $"there is no {KindMark}{part[KindMark.Length..]}; the kinds are "
                    + string.Join(", ", Kinds.Keys);
        }

        return null;
    }
}
