namespace Brain.Domain.Text;

/// <summary>
/// About how many tokens a text takes: a model's tokenizer makes about four letters of English one, and of other
/// scripts about one each.
/// </summary>
public static class TextTokens
{
    private const int LettersPerToken = 4;

    /// <summary>About how many.</summary>
    public static int About(string text)
    {
        var (all, others) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            all++;
            if (!rune.IsAscii)
                others++;
        }

        return others + Letters(all - others);
    }

    /// <summary>As much of the text as takes about so many, with an ellipsis where it was cut.</summary>
    public static string Cut(string text, int max)
    {
        var (at, letters, others) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                letters++;
            else
                others++;
            if (others + Letters(letters) > max)
                return string.Concat(text.AsSpan(0, at), "…");
            at += rune.Utf16SequenceLength;
        }

        return text;
    }

    private static int Letters(int count) => (count + LettersPerToken - 1) / LettersPerToken;
}
