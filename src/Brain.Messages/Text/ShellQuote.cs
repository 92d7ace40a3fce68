namespace Brain.Messages.Text;

/// <summary>Any text as one word of a shell's line.</summary>
public static class ShellQuote
{
    /// <summary>As it is where no shell reads anything else in it, else in quotes.</summary>
    public static string IfNeeded(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-')
            ? word
            : Always(word);

    /// <summary>In quotes, whatever is in it.</summary>
    public static string Always(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
