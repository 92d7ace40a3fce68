namespace Brain.Domain.Skills.Build;

/// <summary>The words of a shell line, as far as a draft needs them: quotes hold, operators stand alone.</summary>
internal static class ShellWords
{
    private static readonly string[] Builtins =
    [
        "cd",
        "export",
        "set",
        "source",
        "echo",
        "printf",
        "test",
        "true",
        "false",
        "if",
        "then",
        "else",
        "fi",
        "for",
        "do",
        "done",
        "while",
        "exit",
        "return",
        "eval",
        "exec",
        "read",
        "unset",
        "shift",
        "trap",
        "wait",
        "local",
        "{",
        "}",
        "[",
        "[[",
        "!",
        "time",
        "pushd",
        "popd",
        "case",
        "esac",
        "in",
        "function",
        "until",
        "alias",
        "umask",
    ];

    /// <summary>A word, and where it stands.</summary>
    /// <param name="Text">With its quotes.</param>
    /// <param name="At">The place of its first character.</param>
    public readonly record struct Word(string Text, int At)
    {
        /// <summary>It stands between commands.</summary>
        public bool IsOperator => Text.Length > 0 && Text[0] is ';' or '&' or '|' or '(' or ')' or '\n';

        /// <summary>Without the quotes around all of it.</summary>
        public string Bare => Text.Length > 1 && Text[0] is '"' or '\'' && Text[^1] == Text[0] ? Text[1..^1] : Text;
    }

    /// <summary>All of them, in order.</summary>
    public static List<Word> Of(string line)
    {
        var words = new List<Word>();
        var at = 0;
        while (at < line.Length)
        {
            if (line[at] is ' ' or '\t' or '\r')
            {
                at++;
                continue;
            }

            var from = at;
            if (line[at] is ';' or '&' or '|' or '(' or ')' or '\n')
                at++;
            else
                at = End(line, at);
            words.Add(new(line[from..at], from));
        }

        return words;
    }

    /// <summary>The programs that it starts, by their bare names.</summary>
    public static IEnumerable<string> Programs(string line)
    {
        var isFirst = true;
        foreach (var word in Of(line))
        {
            if (word.IsOperator)
                isFirst = true;
            else if (isFirst && !IsAssignment(word.Text))
            {
                if (word.Text is "sudo" or "env" or "nohup" or "command")
                    continue;
                isFirst =
                    Array.IndexOf(Builtins, word.Text) >= 0
                    && word.Text is "if" or "then" or "else" or "do" or "!" or "while";
                if (Array.IndexOf(Builtins, word.Text) < 0 && word.Text.All(IsOfName))
                    yield return word.Text;
            }
        }
    }

    private static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) > 0 && word[0] != '-';

    private static bool IsOfName(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '+';

    private static bool IsEnd(char letter) => letter is ' ' or '\t' or '\r' or ';' or '&' or '|' or '(' or ')' or '\n';

    private static int End(string line, int at)
    {
        var quote = '\0';
        for (; at < line.Length; at++)
        {
            if (quote == '\0' && IsEnd(line[at]))
                break;
            if (line[at] == '\\' && quote != '\'')
                at++;
            else if (quote == '\0' && line[at] is '"' or '\'')
                quote = line[at];
            else if (line[at] == quote)
                quote = '\0';
        }

        return Math.Min(at, line.Length);
    }
}
