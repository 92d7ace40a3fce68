using System.Collections.Immutable;

namespace Brain.Domain.Text;

/// <summary>The first sentences of a text.</summary>
public static class FirstSentences
{
    /// <summary>The first of them, each cut; a stop within a word ends none.</summary>
    public static ImmutableArray<string> Of(string text, int most, int lengthMax)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        var from = 0;
        for (var at = 0; at <= text.Length && found.Count < most; at++)
        {
            if (at < text.Length && !Ends(text, at))
                continue;
            var sentence = text[from..Math.Min(text.Length, at + 1)].Trim();
            if (sentence.Length > 0)
                found.Add(Redaction.Cut(sentence, lengthMax));
            from = at + 1;
        }

        return found.ToImmutable();
    }

    private static bool Ends(string text, int at) =>
        text[at] switch
        {
            '\n' or '。' or '！' or '？' => true,
            '.' or '!' or '?' or ';' => at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]),
            _ => false,
        };
}
