using System.Buffers;
using System.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>
/// The statements of a script, each with the line that it begins on: lines that a backslash, a quote, a pipe or a
/// here-document joins are one.
/// </summary>
internal static class ShellStatements
{
    private const int LinesMax = 200;
    private const int PlaceholderMax = 40;

    private static readonly SearchValues<char> Signs = SearchValues.Create("><|&;\n ");

    public static IEnumerable<(int Line, string Text)> Of(string text)
    {
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var first = WithoutPrompt(lines[at].TrimEnd('\r'));
            var bare = first.TrimStart();
            if (bare.Length == 0 || bare[0] == '#')
                continue;
            var (statement, from) = (new StringBuilder(first), at);
            while (at + 1 < lines.Length && at - from < LinesMax && IsOpen(statement.ToString()))
                statement.Append('\n').Append(lines[++at].TrimEnd('\r'));
            yield return (from, Filled(statement.ToString().Trim()));
        }
    }

    // <file> stands for a file's name, and is neither read from nor written to.
    private static string Filled(string statement)
    {
        for (var at = statement.IndexOf('<'); at >= 0 && at + 1 < statement.Length; at = statement.IndexOf('<', at + 1))
        {
            var end = statement.AsSpan(at + 1).IndexOfAny(Signs);
            if (
                end is > 0 and < PlaceholderMax
                && statement[at + 1 + end] == '>'
                && char.IsAsciiLetter(statement[at + 1])
            )
                statement = string.Concat(
                    statement.AsSpan(0, at),
                    statement.AsSpan(at + 1, end),
                    statement.AsSpan(at + 2 + end)
                );
        }

        return statement;
    }

    // What a terminal shows before a command.
    private static string WithoutPrompt(string line)
    {
        var bare = line.TrimStart();
        return bare is ['$' or '%' or '>', ' ', ..] ? bare[2..] : line;
    }

    private static bool IsOpen(string statement)
    {
        if (statement.Length > 16 * 1024)
            return false;
        if (Document(statement) is { } end)
            return !statement.Split('\n').Skip(1).Any(line => line.Trim() == end);
        var trimmed = statement.TrimEnd();
        return trimmed is [.., '\\'] or [.., '|'] or [.., '&', '&'] || Quote(statement) != '\0';
    }

    private static string? Document(string statement)
    {
        var line = statement.Split('\n')[0];
        var at = line.IndexOf("<<", StringComparison.Ordinal);
        if (at < 0 || line[(at + 2)..].StartsWith('<'))
            return null;
        var word = line[(at + 2)..].TrimStart('-', ' ', '"', '\'', '\\');
        var end = 0;
        while (end < word.Length && (char.IsAsciiLetterOrDigit(word[end]) || word[end] == '_'))
            end++;
        return end > 0 ? word[..end] : null;
    }

    private static char Quote(string text)
    {
        var quote = '\0';
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && quote != '\'')
                at++;
            else if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' || (c == '\'' && !IsApostrophe(text, at)))
                quote = c;
            else if (c == '#' && at > 0 && text[at - 1] is ' ' or '\n')
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
        }

        return quote;
    }

    // don't, in what is no command at all.
    private static bool IsApostrophe(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]);
}
