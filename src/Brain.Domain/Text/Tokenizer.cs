using System.Collections.Immutable;

namespace Brain.Domain.Text;

/// <summary>
/// The words of a text that can be compared: lower case, apart at camelCase, snake_case, paths and punctuation, and
/// stemmed.
/// </summary>
internal static class Tokenizer
{
    private const int LengthMin = 2;
    private const int LengthMax = 40;
    private const int PrefixMin = 5;
    private const int EndingMax = 4;

    /// <summary>Distinct stems in the order of the text, without stop words.</summary>
    public static ImmutableArray<string> Of(string? text) =>
        [
            .. Words(text)
                .Where(word => !WordLists.Stop.Contains(word))
                .Select(Stem)
                .Where(term => term.Length >= LengthMin && !term.All(char.IsDigit))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The first word of a text whose stem it is, as it is written there; null when there is none.</summary>
    public static string? Written(string? text, string term) =>
        WrittenWords(text).FirstOrDefault(word => Stem(word.ToLowerInvariant()) == term);

    /// <summary>The words as they stand, in lower case.</summary>
    public static IEnumerable<string> Words(string? text) => WrittenWords(text).Select(word => word.ToLowerInvariant());

    private static IEnumerable<string> WrittenWords(string? text)
    {
        if (text is null)
            yield break;
        var from = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var ends = at == text.Length || !char.IsLetterOrDigit(text[at]);
            if (!ends && !(at > from && BeginsAnew(text, at)))
                continue;
            if (at - from is >= LengthMin and <= LengthMax)
                yield return text[from..at];
            from = ends ? at + 1 : at;
        }
    }

    /// <summary>The same word, but for its ending: migrate, migration.</summary>
    public static bool Alike(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return one == other
            || (
                shorter.Length >= PrefixMin
                && longer.Length - shorter.Length <= EndingMax
                && longer.StartsWith(shorter, StringComparison.Ordinal)
            );
    }

    /// <summary>
    /// How much a term tells about the topic: 1, or less for the words that every coding session is full of.
    /// </summary>
    public static double Weight(string term) => WordLists.Generic.Contains(term) ? 0.2 : 1;

    /// <summary>Light English stemming: plural, -ing, -ed and a last e. Other languages lose little by it.</summary>
    public static string Stem(string word)
    {
        var stem = word;
        if (stem.Length > 4 && stem.EndsWith("ies", StringComparison.Ordinal))
            stem = string.Concat(stem.AsSpan(0, stem.Length - 3), "y");
        else if (stem.Length > 3 && stem[^1] == 's' && stem[^2] is not ('s' or 'u' or 'i'))
            stem = stem[..^1];
        if (stem.Length > 5 && stem.EndsWith("ing", StringComparison.Ordinal))
            stem = Undouble(stem[..^3]);
        else if (stem.Length > 4 && stem.EndsWith("ed", StringComparison.Ordinal))
            stem = Undouble(stem[..^2]);
        return stem.Length > 4 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    private static string Undouble(string stem) =>
        stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'e' or 'o') ? stem[..^1] : stem;

    private static bool BeginsAnew(string text, int at) =>
        char.IsUpper(text[at])
        && (
            char.IsLower(text[at - 1])
            || (char.IsUpper(text[at - 1]) && at + 1 < text.Length && char.IsLower(text[at + 1]))
        );
}
