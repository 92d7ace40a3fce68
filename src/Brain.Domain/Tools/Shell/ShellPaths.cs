using System.Text;
using System.Text.RegularExpressions;

namespace Brain.Domain.Tools.Shell;

/// <summary>The words of a line that may be paths, for whoever can look where they lead.</summary>
internal static partial class ShellPaths
{
    /// <summary>
    /// The most words that are looked at; of a line with more one more is given, so that it can be told.
    /// </summary>
    public const int WordsMax = 4_096;

    private const int DepthMax = 8;

    // Between the words of a line that a program runs.
    private static readonly char[] OfCode = [' ', ';', '&', '|', '(', ')', '<', '>'];

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
    internal static IEnumerable<string> Parts(string word)
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

    internal static string Written(ShellWord word)
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

        return Classes().Replace(word.Braces ? Alternatives(written.ToString()) : written.ToString(), "*");
    }

    /// <summary>A word whose alternatives in braces became a star.</summary>
    internal static string Braced(string word) =>
        word.Contains(',', StringComparison.Ordinal) || word.Contains("..", StringComparison.Ordinal)
            ? Alternatives(word)
            : word;

    /// <summary>
    /// What of a program's text may be a path: its strings, and the words of those that it may run.
    /// </summary>
    internal static IEnumerable<string> Literals(string program, string text)
    {
        if (program is "sed" or "gsed" or "ed" or "ex" or "vi" or "vim" or "nvim")
            return text.Split([' ', '\t', '\n', ';', '{', '}'], StringSplitOptions.RemoveEmptyEntries).Where(IsPath);
        var runs = Runs().IsMatch(text);
        return Strings()
            .Matches(text)
            .Select(found => found.Value[1..^1])
            .SelectMany(found =>
                found.Contains(' ', StringComparison.Ordinal)
                    ? (runs ? found.Split(OfCode, StringSplitOptions.RemoveEmptyEntries) : [])
                    : [found]
            )
            .Where(IsPath);
    }

    // From within, for they may lie in each other; each only once, so that it ends.
    private static string Alternatives(string word)
    {
        for (var depth = 0; depth < DepthMax; depth++)
        {
            var opened = Braces().Replace(word, "*");
            if (opened == word)
                break;
            word = opened;
        }

        return word;
    }

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braces();

    [GeneratedRegex(@"\[[^\]/]*\]", RegexOptions.NonBacktracking)]
    private static partial Regex Classes();

    [GeneratedRegex(@"'[^'\n]*'|""[^""\n]*""|`[^`\n]*`", RegexOptions.NonBacktracking)]
    private static partial Regex Strings();

    [GeneratedRegex("system|exec|spawn|popen|subprocess|shell|`", RegexOptions.NonBacktracking)]
    private static partial Regex Runs();
}
