using System.Text.RegularExpressions;

namespace Brain.Domain.Watching;

/// <summary>
/// A sentence of a watch rule with places in braces: <c>{count}</c>, and <c>{name}</c> for each named group.
/// </summary>
internal static class CommentTemplate
{
    /// <summary>The most characters of a sentence, before its places are filled.</summary>
    public const int LengthMax = 200;

    /// <summary>The most different values that one place tells; the rest are counted.</summary>
    public const int ValuesMax = 3;

    private const string Count = "count";
    private const string Uncaptured = "?";

    private static readonly Regex Places = new(
        @"\{(?<name>[\p{L}_]\w*)\}",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );

    /// <summary>The first place that neither is <c>{count}</c> nor among the names; null when there is none.</summary>
    public static string? Unknown(string say, IReadOnlyCollection<string> names) =>
        Places
            .Matches(say)
            .Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => name != Count && !names.Contains(name, StringComparer.Ordinal));

    /// <summary>The sentence with its places filled, in one go: what was captured is never taken for a place.</summary>
    public static string Fill(
        string say,
        int count,
        IReadOnlyCollection<IReadOnlyDictionary<string, string>> captured
    ) =>
        Places.Replace(say, match =>
            match.Groups["name"].Value is var name && name == Count ? $"{count}" : Values(name, captured)
        );

    private static string Values(string name, IEnumerable<IReadOnlyDictionary<string, string>> captured)
    {
        var values = captured
            .Select(values => values.GetValueOrDefault(name))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        var text = string.Join(", ", values.Take(ValuesMax));
        return values.Length == 0 ? Uncaptured
            : values.Length <= ValuesMax ? text
            : $"{text} and {values.Length - ValuesMax} more";
    }
}
