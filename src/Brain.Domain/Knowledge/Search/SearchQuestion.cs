using Brain.Domain.Text;

namespace Brain.Domain.Knowledge.Search;

/// <summary>What is looked for, as the index is asked for it.</summary>
/// <param name="Text">In a person's words, at most <see cref="TextMax"/> characters.</param>
/// <param name="CodeWords">The parts of names of code that are in it, and of what is written without blanks.</param>
/// <param name="Language">The dictionary of its language.</param>
/// <param name="Prefixes">Beginnings of words: what stood before a star.</param>
public sealed record SearchQuestion(string Text, string CodeWords, string Language, string[] Prefixes)
{
    /// <summary>The most characters that are looked for; a longer question says it in those, too.</summary>
    public const int TextMax = 2_000;

    private const int PrefixMin = 2;
    private const int PrefixesMax = 4;
    private const int WordMin = 4;
    private const int WordsMax = 12;

    /// <summary>Reads a question; what no text of the brain can hold is left out.</summary>
    public static SearchQuestion Of(string words)
    {
        var text = Redaction.Cut(Plain(words.Length > 2 * TextMax ? words[..(2 * TextMax)] : words), TextMax);
        string[] prefixes =
        [
            .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.Length > PrefixMin && word.EndsWith('*'))
                .Select(word => word.Trim('*').ToLowerInvariant())
                .Where(word => word.Length >= PrefixMin && word.All(char.IsLetterOrDigit))
                .Take(PrefixesMax),
        ];
        return new(text, Further(text), TextLanguage.Of(text), prefixes);
    }

    /// <summary>
    /// What a text is found by beside its words, apart by blanks: the parts of names of code, and pairs of characters
    /// of what is written without blanks.
    /// </summary>
    public static string Further(string text) => $"{Search.CodeWords.Of(text)} {UnspacedWords.Of(text)}".Trim();

    /// <summary>Its words that may be mistyped, in lower case.</summary>
    public string[] Words =>
        [
            .. Tokenizer
                .Words(Text)
                .Where(word => word.Length >= WordMin && word.All(char.IsLetter) && UnspacedWords.Of(word).Length == 0)
                .Distinct()
                .Take(WordsMax),
        ];

    private static string Plain(string words) =>
        string.Concat(words.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)).Trim();
}
