using System.Text;

namespace Brain.Domain.Knowledge;

/// <summary>What a question looks for: its words, any of which is enough.</summary>
public static class Question
{
    /// <summary>
    /// The most words that are looked for; a longer question is a text in which the first ones tell enough.
    /// </summary>
    public const int WordsMax = 32;

    private const int LettersMin = 2;
    private const int LettersMax = 64;

    // Words that are in every second text find everything and therefore nothing.
    private static readonly HashSet<string> Stop = new(StringComparer.Ordinal)
    {
        "the",
        "and",
        "for",
        "are",
        "was",
        "were",
        "that",
        "this",
        "with",
        "you",
        "your",
        "our",
        "did",
        "does",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "how",
        "can",
        "could",
        "should",
        "would",
        "have",
        "has",
        "had",
        "not",
        "but",
        "from",
        "about",
        "into",
        "any",
        "all",
        "is",
        "it",
        "in",
        "on",
        "of",
        "to",
        "we",
        "do",
        "be",
        "by",
        "as",
        "at",
        "an",
        "or",
        "if",
        "so",
        "me",
        "my",
        "us",
        "there",
    };

    /// <summary>
    /// The words as alternatives, in the form that full text search reads: <c>'pagination' | 'api'</c>; empty when
    /// there are none.
    /// </summary>
    public static string Words(string question)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in question + " ")
        {
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
                continue;
            }

            var found = word.ToString();
            word.Clear();
            if (
                found.Length is >= LettersMin and <= LettersMax
                && !Stop.Contains(found)
                && !words.Contains(found)
                && words.Count < WordsMax
            )
                words.Add(found);
        }

        return string.Join(" | ", words.Select(found => $"'{found}'"));
    }
}
