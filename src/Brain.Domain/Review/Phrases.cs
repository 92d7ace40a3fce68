using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Brain.Domain.Review;

/// <summary>
/// Patterns of one meaning in many languages, a line each that begins with <c>|</c>; blanks in them mean nothing. Each
/// is linear in a text's length, and small enough for the engine that promises it.
/// </summary>
internal sealed class Phrases(string lines)
{
    private readonly ImmutableArray<Regex> _patterns =
    [
        .. $"\n{lines}".Split("\n|", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(TurnCues.Of),
    ];

    /// <summary>Whether one of them is in the text.</summary>
    public bool IsMatch(string text) => text.Length > 0 && _patterns.Any(pattern => pattern.IsMatch(text));
}
