using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Brain.Domain.Text;

/// <summary>
/// Patterns of one meaning in many languages, a line each that begins with <c>|</c>; blanks in them mean nothing. Each
/// alternative is a pattern of its own that is linear in a text's length. It is made when a text first has one of the
/// words that it cannot do without, so most are never made, and a text that has none of them costs no pattern.
/// </summary>
internal sealed class Phrases(string lines)
{
    private readonly ImmutableArray<Phrase> _phrases =
    [
        .. $"\n{lines}"
            .Split("\n|", StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(PatternParts.Alternatives)
            .Where(alternative => !string.IsNullOrWhiteSpace(alternative))
            .Select(alternative => new Phrase(alternative)),
    ];

    /// <summary>Whether one of them is in the text.</summary>
    public bool IsMatch(string text)
    {
        if (text.Length == 0)
            return false;
        var pairs = new LetterPairs(text);
        foreach (var phrase in _phrases)
        {
            if (phrase.MayBeIn(text, pairs) && phrase.Pattern.IsMatch(text))
                return true;
        }

        return false;
    }

    /// <summary>The words of the text that the leftmost of them meets, or null.</summary>
    public string? Find(string text) => First(text)?.Value.Trim();

    /// <summary>The text before what the leftmost of them meets; all of it when none does.</summary>
    public string Before(string text) => First(text) is { } match ? text[..match.Index] : text;

    /// <summary>The text without the leftmost words that one of them meets.</summary>
    public string Without(string text) => First(text) is { } match ? text.Remove(match.Index, match.Length) : text;

    private Match? First(string text)
    {
        if (text.Length == 0)
            return null;
        var pairs = new LetterPairs(text);
        Match? first = null;
        foreach (var phrase in _phrases)
        {
            if (
                phrase.MayBeIn(text, pairs)
                && phrase.Pattern.Match(text) is { Success: true } match
                && (first is null || match.Index < first.Index)
            )
                first = match;
        }

        return first;
    }

    private sealed class Phrase(string pattern)
    {
        private readonly ImmutableArray<string> _words = PatternParts.Words(pattern);

        public Regex Pattern =>
            field ??= new(
                pattern,
                RegexOptions.IgnoreCase
                    | RegexOptions.CultureInvariant
                    | RegexOptions.NonBacktracking
                    | RegexOptions.ExplicitCapture
                    | RegexOptions.IgnorePatternWhitespace
            );

        public bool MayBeIn(string text, LetterPairs pairs)
        {
            if (_words.IsEmpty)
                return true;
            foreach (var word in _words)
            {
                if (pairs.MayHold(word) && text.Contains(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
    }
}
