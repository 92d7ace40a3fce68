namespace Brain.Messages.Secrets;

/// <summary>The words that a wallet is restored from: twelve to twenty-four short ones (BIP-39), on one line, on
/// many, or in a list.</summary>
internal static class SeedPhrase
{
    private const int WordsMin = 12;
    private const int WordsMax = 24;
    private const int LettersMin = 3;
    private const int LettersMax = 8;
    private const int GapMax = 12;
    private const int ColonMax = 24;

    /// <summary>Adds the phrase that begins at a place, or after the colon that follows soon: "seed words:
    /// …".</summary>
    /// <returns>Where it ends; 0 when there is none.</returns>
    internal static int Find(ReadOnlySpan<char> text, int start, List<SecretSpan> found)
    {
        var end = End(text, start);
        if (end == 0 && text[start..Math.Min(text.Length, start + ColonMax)].IndexOf(':') is var colon and > 0)
            end = End(text, start = Letters.SkipSpace(text, start + colon + 1));
        if (end > 0)
            found.Add(new(start, end, "seed phrase"));
        return end;
    }

    /// <summary>Where the phrase that begins at a place ends; 0 when there is none.</summary>
    internal static int End(ReadOnlySpan<char> text, int start)
    {
        var (at, end, words) = (start, 0, 0);
        while (words < WordsMax)
        {
            var stop = at;
            while (stop < text.Length && stop - at <= LettersMax && text[stop] is >= 'a' and <= 'z')
                stop++;
            if (
                stop - at is < LettersMin or > LettersMax
                || (stop < text.Length && Letters.IsWord(text[stop]))
                || IsOfSentences(text[at..stop])
            )
                break;
            words++;
            end = at = stop;
            while (
                at < text.Length
                && at - end < GapMax
                && text[at] is ' ' or ',' or '\n' or '\r' or '\t' or '"' or '\'' or '.' or (>= '0' and <= '9')
            )
                at++;
            if (at == end)
                break;
        }

        return words >= WordsMin ? end : 0;
    }

    // Words that nearly every sentence has, and the list of BIP-39 does not.
    private static bool IsOfSentences(ReadOnlySpan<char> word) =>
        word
            is "the"
                or "and"
                or "for"
                or "with"
                or "from"
                or "are"
                or "was"
                or "not"
                or "has"
                or "been"
                or "which"
                or "its"
                or "but";
}
