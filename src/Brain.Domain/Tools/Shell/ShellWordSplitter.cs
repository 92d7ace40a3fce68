using System.Text;

namespace Brain.Domain.Tools.Shell;

/// <summary>The commands of a line that the grammar does not understand, by its quotes and signs alone.</summary>
internal static class ShellWordSplitter
{
    private const int CharsMax = 64 * 1024;

    private static readonly string[] Openers = ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "time"];

    /// <summary>Each command's words, without its variables and the words that open a block.</summary>
    public static IEnumerable<string[]> Commands(string line)
    {
        var (words, word, quote, has) = (new List<string>(), new StringBuilder(), '\0', false);
        var text = line.Length > CharsMax ? line[..CharsMax] : line;
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (quote != '\0' && at < text.Length)
            {
                if (c == quote)
                    quote = '\0';
                else
                    word.Append(c);
                continue;
            }

            if (c is '\'' or '"')
                (quote, has) = (c, true);
            else if (c == '\\' && at + 1 < text.Length)
                word.Append(text[++at] == '\n' ? "" : text[at].ToString());
            else if (c is ' ' or '\t' || IsEnd(c))
            {
                if (word.Length > 0 || has)
                    words.Add(word.ToString());
                word.Clear();
                has = false;
                if (IsEnd(c) && Plain(words) is { Length: > 0 } command)
                    yield return command;
                if (IsEnd(c))
                    words.Clear();
            }
            else
                word.Append(c);
        }
    }

    private static string[] Plain(List<string> words) =>
        [.. words.SkipWhile(word => Openers.Contains(word) || IsAssignment(word))];

    private static bool IsAssignment(string word) =>
        word.IndexOf('=') is > 0 and var sign && word.Take(sign).All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static bool IsEnd(char c) => c is ';' or '&' or '|' or '\n' or '(' or ')' or '`' or '<' or '>';
}
