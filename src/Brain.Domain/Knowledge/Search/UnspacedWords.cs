using System.Text;

namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// Pairs of neighbouring characters of Chinese, Japanese and Korean, which write words together: what shares pairs
/// with a question shares its words. Other writing gives nothing.
/// </summary>
public static class UnspacedWords
{
    /// <summary>The most pairs of a text: of a longer one its beginning is found.</summary>
    public const int PairsMax = 4_000;

    /// <summary>The pairs, each once and in the order of the text, apart by blanks.</summary>
    public static string Of(string text)
    {
        var pairs = new StringBuilder();
        var seen = new HashSet<int>();
        for (var at = 1; at < text.Length && seen.Count < PairsMax; at++)
        {
            if (!IsUnspaced(text[at - 1]) || !IsUnspaced(text[at]) || !seen.Add((text[at - 1] << 16) | text[at]))
                continue;
            if (pairs.Length > 0)
                pairs.Append(' ');
            pairs.Append(text[at - 1]).Append(text[at]);
        }

        return pairs.ToString();
    }

    // Kana, Han, Hangul.
    private static bool IsUnspaced(char letter) =>
        letter
            is (>= '\u3041' and <= '\u3096')
                or (>= '\u30a1' and <= '\u30fa')
                or '\u30fc'
                or (>= '\u3400' and <= '\u4dbf')
                or (>= '\u4e00' and <= '\u9fff')
                or (>= '\uac00' and <= '\ud7a3');
}
