using System.Collections.Frozen;

namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// The language that a text is in, as Postgres calls its dictionary: told by the small words that every sentence of it
/// has. A text that has too few is English, or of no language that is known here.
/// </summary>
public static class TextLanguage
{
    /// <summary>What a text is taken for that says nothing else.</summary>
    public const string English = "english";

    /// <summary>Words as they stand, for a text in an alphabet that has no dictionary here.</summary>
    public const string Simple = "simple";

    private const int LettersMax = 4_000;
    private const int WordsMin = 2;

    // Words that are in no other language of these, as far as there are such.
    private static readonly (string Name, FrozenSet<string> Words)[] Languages =
    [
        Of(
            "english",
            "the and is are was were of to in that it you we with for this have has not what how does do did can"
        ),
        Of(
            "german",
            "der die das und ist nicht ein eine einen dem den wir ich mit für auf wie warum wird werden auch "
                + "noch beim haben hat zum zur im vom bei oder aber wurde warum welche wo wieviel viele jetzt man"
        ),
        Of(
            "french",
            "le la les des est une et du dans pour que qui nous vous avec sur pas ne au aux ce cette comment "
                + "pourquoi quel quelle sont était fait il elle ou où"
        ),
        Of(
            "spanish",
            "el los las una que por para con del no se es son está cómo qué cuál dónde fue pero como más hay "
                + "cuando porque lo su al y"
        ),
        Of(
            "italian",
            "il lo gli una che per con del della non si è sono come perché dove quando di nel alla dei delle "
                + "quale cosa abbiamo ha"
        ),
        Of(
            "portuguese",
            "o os as uma que por para com do da não se é são como está onde quando dos das no na em foi mais "
                + "porque qual ao pelo"
        ),
        Of(
            "dutch",
            "de het een en is niet van voor met dat wij ik op hoe waarom wordt worden ook nog bij hebben heeft "
                + "zijn maar deze welke waar"
        ),
        Of("swedish", "och att det som en ett är inte på för med vi hur varför var när har den till av om vilken"),
        Of(
            "danish",
            "og at det som en et er ikke på for med vi hvordan hvorfor hvor når har den til af om hvilken blev"
        ),
        Of("russian", "и в не на что как это мы для с по почему где когда был была было из у же если или"),
        Of("turkish", "ve bir bu için ile ne nasıl neden mi değil var yok çok daha nerede zaman olarak"),
    ];

    /// <summary>The language of a text.</summary>
    public static string Of(string text)
    {
        var counts = new int[Languages.Length];
        var (letters, foreign) = (0, 0);
        var head = text.Length > LettersMax ? text[..LettersMax] : text;
        foreach (var word in Words(head.ToLowerInvariant()))
        {
            letters += word.Length;
            foreign += word.Count(letter => letter > 'ʯ' && char.IsLetter(letter));
            for (var at = 0; at < Languages.Length; at++)
                counts[at] += Languages[at].Words.Contains(word) ? 1 : 0;
        }

        var best = Array.IndexOf(counts, counts.Max());
        if (counts[best] >= WordsMin && (best == 0 || counts[best] > counts[0]))
            return Languages[best].Name;
        return foreign * 2 > letters ? Simple : English;
    }

    private static IEnumerable<string> Words(string text)
    {
        var from = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsLetter(text[at]))
                continue;
            if (at > from)
                yield return text[from..at];
            from = at + 1;
        }
    }

    private static (string, FrozenSet<string>) Of(string name, string words) =>
        (name, words.Split(' ').ToFrozenSet(StringComparer.Ordinal));
}
