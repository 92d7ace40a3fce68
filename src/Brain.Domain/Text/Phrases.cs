using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Brain.Domain.Text;

/// <summary>
/// Patterns of one meaning in many languages, a line each that begins with <c>|</c>; blanks in them mean nothing. Each
/// is linear in a text's length, and small enough for the engine that promises it.
/// </summary>
internal sealed class Phrases(string lines)
{
    private readonly ImmutableArray<Regex> _patterns =
    [
        .. $"\n{lines}"
            .Split("\n|", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(Pattern),
    ];

    /// <summary>Whether one of them is in the text.</summary>
    public bool IsMatch(string text) => text.Length > 0 && _patterns.Any(pattern => pattern.IsMatch(text));

    /// <summary>The words of the text that the first of them meets, or null.</summary>
    public string? Find(string text) => First(text)?.Value.Trim();

    /// <summary>The text before what the first of them meets; all of it when none does.</summary>
    public string Before(string text) => First(text) is { } match ? text[..match.Index] : text;

    private Match? First(string text) =>
        text.Length == 0
            ? null
            : _patterns.Select(pattern => pattern.Match(text)).FirstOrDefault(match => match.Success);

    /// <summary>One such pattern.</summary>
    public static Regex Pattern(string pattern) =>
        new(
            pattern,
            RegexOptions.IgnoreCase
                | RegexOptions.CultureInvariant
                | RegexOptions.NonBacktracking
                | RegexOptions.IgnorePatternWhitespace
        );
}
