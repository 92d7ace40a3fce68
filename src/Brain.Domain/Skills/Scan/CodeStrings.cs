using System.Text;
using Brain.Messages.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>The command line that a call of another language hands to a shell or a program.</summary>
internal static class CodeStrings
{
    private const int CharsMax = 2_000;

    /// <summary>The literals of the first call in a text: one alone, or those of its list with blanks between
    /// them.</summary>
    public static string Command(string call)
    {
        var open = call.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return "";
        var (words, depth, isList) = (new List<string>(), 0, false);
        for (var at = open; at < call.Length && at < CharsMax; at++)
        {
            var c = call[at];
            if (c is '"' or '\'' or '`')
            {
                at = Literal(call, at, out var text);
                words.Add(text);
                if (!isList && depth == 1 && !Continues(call, at))
                    break;
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
                isList |= c == '[';
            }
            else if (c is ')' or ']' or '}' && (--depth <= 0 || (c == ']' && isList)))
                break;
        }

        return isList ? string.Join(' ', words.Select(Quoted)) : string.Concat(words);
    }

    /// <summary>Every literal of a line.</summary>
    public static IEnumerable<string> All(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is not ('"' or '\'' or '`'))
                continue;
            at = Literal(line, at, out var text);
            yield return text;
        }
    }

    private static bool Continues(string call, int at)
    {
        var rest = call.AsSpan(at + 1).TrimStart();
        // spawn('sh', ['-c', …]) goes on with its list; adjacent literals are one.
        return rest.StartsWith("+")
            || rest.StartsWith("\"")
            || rest.StartsWith("'")
            || (rest.StartsWith(",") && rest[1..].TrimStart().StartsWith("["));
    }

    private static string Quoted(string word) =>
        word.Contains(' ', StringComparison.Ordinal)
            ? ShellQuote.Always(word)
            : word;

    private static int Literal(string text, int from, out string literal)
    {
        var quote = text[from];
        var triple = text.AsSpan(from).StartsWith($"{quote}{quote}{quote}");
        var at = from + (triple ? 3 : 1);
        var found = new StringBuilder();
        for (; at < text.Length && found.Length < CharsMax; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                found.Append(text[++at] is 'n' ? '\n' : text[at]);
            else if (text[at] == quote && (!triple || text.AsSpan(at).StartsWith($"{quote}{quote}{quote}")))
                break;
            else if (
                text[at] == '{'
                && text.IndexOf('}', at) is > 0 and var end
                && end - at < 80
                && (quote == '`' || IsFormatted(text, from))
            )
            {
                // What is put in is known when it runs.
                if (found is [.., '$'])
                    found.Length--;
                found.Append("$X");
                at = end;
            }
            else
                found.Append(text[at]);
        }

        literal = found.ToString();
        return at + (triple ? 2 : 0);
    }

    private static bool IsFormatted(string text, int from) => from > 0 && text[from - 1] is 'f' or 'F';
}
