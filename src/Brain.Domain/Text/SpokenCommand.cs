namespace Brain.Domain.Text;

/// <summary>The words of a command, and what stands in quotes, as people's keyboards make them.</summary>
internal static class SpokenCommand
{
    private const string Closings = "\"”“";

    /// <summary>The characters that begin a quote.</summary>
    public const string Openings = "\"“„";

    /// <summary>The first word of a text without blanks before it, and what after them follows it.</summary>
    public static string First(string text, out string rest)
    {
        var end = text.AsSpan().IndexOfAny(" \t\r\n");
        rest = end < 0 ? "" : text[end..].Trim();
        return end < 0 ? text : text[..end];
    }

    /// <summary>What stands between the quotes at the start, and what after them; null when there are none.</summary>
    public static string? Quoted(string text, out string rest)
    {
        rest = "";
        if (text.Length == 0 || !IsOpening(text[0]))
            return null;
        var end = text.IndexOf(Closing(text[0]), 1);
        if (end < 0)
            return null;
        rest = text[(end + 1)..].Trim();
        return text[1..end].Trim();
    }

    /// <summary>Which character ends a quote that begins with this one.</summary>
    public static char Closing(char opening) => Closings[Openings.IndexOf(opening, StringComparison.Ordinal)];

    /// <summary>Whether a character begins a quote.</summary>
    public static bool IsOpening(char letter) => Openings.Contains(letter, StringComparison.Ordinal);
}
