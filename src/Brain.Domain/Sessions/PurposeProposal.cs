using Brain.Domain.Text;

namespace Brain.Domain.Sessions;

/// <summary>What a session is taken to be for while nobody has declared it.</summary>
internal static class PurposeProposal
{
    /// <summary>The most characters of it.</summary>
    public const int TextMax = 200;

    private const int LinesMax = 5;
    private const int TellingMin = 2;

    /// <summary>The first line of a prompt that says what it is about, else its first; empty for no words.</summary>
    public static string Of(string prompt)
    {
        var lines = Redaction
            .Clean(prompt)!
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = lines.Take(LinesMax).FirstOrDefault(Tells) ?? lines.FirstOrDefault() ?? "";
        return Redaction.Cut(line, TextMax);
    }

    /// <summary>
    /// Whether it takes the place of what was taken before: only where that says nothing of a topic. A command is no
    /// sentence.
    /// </summary>
    public static bool IsBetter(string proposed, string known) =>
        Tells(proposed) && !proposed.StartsWith('/') && !Tells(known);

    private static bool Tells(string line) =>
        Tokenizer.Of(line).Count(term => Tokenizer.Weight(term) == 1) >= TellingMin;
}
