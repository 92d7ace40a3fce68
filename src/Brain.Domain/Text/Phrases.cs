using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Brain.Domain.Text;

/// <summary>
/// Patterns of one meaning in many languages, a line each that begins with <c>|</c>; blanks in them mean nothing. Each
/// alternative is a pattern of its own. It is made when a text first has the words that it cannot do without, so most
/// are never made, and a text that has none of them costs no pattern.
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
            if (phrase.MayBeIn(text, pairs) && phrase.IsMatch(text))
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
                && phrase.Match(text) is { Success: true } match
                && (first is null || match.Index < first.Index)
            )
                first = match;
        }

        return first;
    }

    // The usual engine is made in microseconds and the linear one in milliseconds, so the linear one is for the text
    // that would keep the usual one busy. Both find the same.
    private sealed class Phrase(string pattern)
    {
        private const RegexOptions Options =
            RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace;

        private static readonly TimeSpan QuickMax = TimeSpan.FromMilliseconds(100);

        private readonly ImmutableArray<ImmutableArray<string>> _words = PatternParts.Words(pattern);

        private Regex Quick => field ??= new(pattern, Options, QuickMax);

        private Regex Linear => field ??= new(pattern, Options | RegexOptions.NonBacktracking);

        public bool IsMatch(string text)
        {
            try
            {
                return Quick.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                return Linear.IsMatch(text);
            }
        }

        public Match Match(string text)
        {
            try
            {
                return Quick.Match(text);
            }
            catch (RegexMatchTimeoutException)
            {
                return Linear.Match(text);
            }
        }

        public bool MayBeIn(string text, in LetterPairs pairs)
        {
            foreach (var words in _words)
            {
                if (!HasOneOf(words, text, pairs))
                    return false;
            }

            return true;
        }

        private static bool HasOneOf(ImmutableArray<string> words, string text, in LetterPairs pairs)
        {
            foreach (var word in words)
            {
                if (pairs.MayHold(word) && text.Contains(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
    }
}
