using Brain.Domain.Text;

namespace Brain.Domain.Sessions;

/// <summary>What a session is taken to be for while nobody has declared it.</summary>
internal static class PurposeProposal
{
    /// <summary>The most characters of it.</summary>
    public const int TextMax = 200;

    private const int LinesMax = 5;
    private const int TellingMin = 2;

    /// <summary>
    /// The first line of a prompt that says what it is about, else its first; empty for no words. Code, quotes, tags
    /// and marks of images say nothing of it, and what stands between tags only where nothing stands beside them.
    /// </summary>
    public static string Of(string prompt)
    {
        var lines = Redaction
            .Clean(prompt)!
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var words = PromptLines.Of(lines);
        var line =
            words.Beside.Take(LinesMax).FirstOrDefault(Tells)
            ?? words.Within.Take(LinesMax).FirstOrDefault(Tells)
            ?? words.Beside.Concat(words.Within).FirstOrDefault()
            ?? words.Dropped.Take(LinesMax).FirstOrDefault(Tells)
            ?? words.Dropped.Concat(lines).FirstOrDefault()
            ?? "";
        return Redaction.Cut(line, TextMax);
    }

    /// <summary>
    /// Whether it takes the place of what was taken before: only where that says nothing of a topic. A command is no
    /// sentence.
    /// </summary>
    public static bool IsBetter(string proposed, string known) =>
        Tells(proposed) && !proposed.StartsWith('/') && MayGiveWay(known);

    /// <summary>Whether any other could take its place.</summary>
    public static bool MayGiveWay(string known) => !Tells(known);

    private static bool Tells(string line) =>
        Tokenizer.Of(line).Count(term => Tokenizer.Weight(term) == 1) >= TellingMin;
}
