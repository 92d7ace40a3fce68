using System.Text;

namespace Brain.Domain.Tools.Shell;

/// <summary>The words of a line that may be paths, for whoever can look where they lead.</summary>
internal static class ShellPaths
{
    /// <summary>
    /// The most words that are looked at; of a line with more one more is given, so that it can be told.
    /// </summary>
    public const int WordsMax = 4_096;

    /// <summary>
    /// Words, redirections and values, each once: <c>*</c> stands for what the shell finds or works out; <c>$HOME</c>
    /// and its like are left in. The brain's own client, called by its path, is no such word.
    /// </summary>
    public static IReadOnlyList<string> Of(string line)
    {
        var words = ShellGrammar.Read(line) is { } script
            ? script
                .Calls.SelectMany(Words)
                .Concat(script.Bindings.SelectMany(binding => binding.Values ?? []).Select(Written))
            : line.Split(
                [' ', '\t', '\n', ';', '&', '|', '(', ')', '"', '\'', '`', '<', '>', '\0'],
                StringSplitOptions.RemoveEmptyEntries
            );
        return [.. words.SelectMany(Parts).Where(IsPath).Distinct(StringComparer.Ordinal).Take(WordsMax + 1)];
    }

    private static IEnumerable<string> Words(ShellCall call) =>
        call
            .Words.Select(Written)
            .Where((word, place) => place > 0 || !word.EndsWith("/bin/brain", StringComparison.Ordinal))
            .Concat(call.Redirections.Select(stream => Written(stream.Target)))
            .Concat(call.Assignments.Select(assignment => Written(assignment.Value)));

    // What stands behind an option's or a form's sign is a path, too: --file=x, if=x, @x, host:x.
    private static IEnumerable<string> Parts(string word)
    {
        yield return word;
        foreach (var sign in (char[])['=', '@', ':'])
        {
            var behind = word.LastIndexOf(sign) + 1;
            if (behind > 0 && behind < word.Length)
                yield return word[behind..];
        }

        // An option's value may be glued to its letter.
        if (word is ['-', not '-', _, ..])
            yield return word[2..];
    }

    private static bool IsPath(string word) =>
        word.Length is > 0 and < 4096 && word.Any(c => c is '/' or '.' or '~' or '*' || char.IsLetterOrDigit(c));

    private static string Written(ShellWord word)
    {
        if (word.Text is { } text)
            return text;
        var written = new StringBuilder();
        foreach (var piece in word.Pieces)
        {
            written.Append(
                piece.Kind switch
                {
                    PieceKind.Text => piece.Text,
                    PieceKind.Variable when piece.Text.Length > 0 => $"${piece.Text}",
                    PieceKind.Pattern when piece.Text == "[" => "[",
                    _ => "*",
                }
            );
        }

        return Opened(word.Braces ? Opened(written.ToString(), '{', '}') : written.ToString(), '[', ']');
    }

    // Alternatives become a star.
    private static string Opened(string word, char open, char close)
    {
        var from = word.IndexOf(open);
        var to = word.LastIndexOf(close);
        return from >= 0 && to > from ? string.Concat(word.AsSpan(0, from), "*", word.AsSpan(to + 1)) : word;
    }
}
