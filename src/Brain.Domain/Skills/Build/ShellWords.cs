using System.Text.RegularExpressions;

namespace Brain.Domain.Skills.Build;

/// <summary>The words of a shell line, as far as a draft needs them: quotes hold, operators stand alone.</summary>
internal static partial class ShellWords
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
        public bool IsOperator => Text.Length == 1 && IsEnd(Text[0]);

        /// <summary>Without the quotes around all of it.</summary>
        public string Bare => Text.Length > 1 && Text[0] is '"' or '\'' && Text[^1] == Text[0] ? Text[1..^1] : Text;
    }

    // What they are given before the program that they start.
    private static readonly string[] Starters = ["sudo", "env", "nohup", "command", "doas"];
    private static readonly string[] WithValue =
    [
        "-u",
        "-g",
        "-h",
        "-p",
        "-C",
        "-D",
        "-R",
        "-T",
        "-U",
        "--user",
        "--group",
        "--host",
        "--prompt",
        "--chdir",
        "--unset",
    ];
    private static readonly string[] Openers = ["if", "then", "else", "elif", "do", "!", "while", "until", "{", "time"];

    /// <summary>All of them, in order; what a here-document hands on is no word.</summary>
    public static List<Word> Of(string line)
    {
        line = WithoutHandedOn(line);
        var words = new List<Word>();
        var at = 0;
        while (at < line.Length)
        {
            if (line[at] is ' ' or '\t' or '\r' || IsJoin(line, at))
            {
                at += IsJoin(line, at) ? 2 : 1;
                continue;
            }

            var from = at;
            if (line[at] == '#')
            {
                // A comment.
                at = line.IndexOf('\n', at) is var end and >= 0 ? end : line.Length;
                continue;
            }

            if (IsEnd(line[at]) && !IsOfRedirection(line, at))
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
        var words = Of(line);
        var own = words.Where((_, at) => IsFunction(words, at)).Select(word => word.Text).ToArray();
        var (isFirst, isTest, open) = (true, false, 0);
        string? starter = null;
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (word.IsOperator)
            {
                open += word.Text == "(" ? 1 : word.Text == ")" ? -1 : 0;
                (isFirst, starter) = (!isTest, null);
            }
            else if (word.Text is "[[" or "]]")
                (isFirst, isTest) = (false, word.Text == "[[");
            else if (IsRedirection(word.Text))
                at += word.Text[^1] is '>' or '<' && at + 1 < words.Count && !words[at + 1].IsOperator ? 1 : 0;
            else if (!isFirst || IsAssignment(word.Text) || IsLabel(words, at, open))
                continue;
            else if (Starters.Contains(word.Text))
                starter = word.Text;
            else if (starter is not null && word.Text[0] == '-')
                at += WithValue.Contains(word.Text) ? 1 : 0;
            else
            {
                isFirst = Openers.Contains(word.Text);
                if (IsProgram(word.Text) && !own.Contains(word.Text))
                    yield return word.Text;
            }
        }
    }

    private static bool IsProgram(string word) =>
        Array.IndexOf(Builtins, word) < 0 && char.IsAsciiLetter(word[0]) && word.All(IsOfName);

    private static bool IsFunction(List<Word> words, int at) =>
        at + 2 < words.Count && !words[at].IsOperator && words[at + 1].Text == "(" && words[at + 2].Text == ")";

    // Of a case: what stands before the closing of a bracket that nothing opened.
    private static bool IsLabel(List<Word> words, int at, int open)
    {
        while (at + 2 < words.Count && words[at + 1].Text == "|")
            at += 2;
        return open <= 0 && at + 1 < words.Count && words[at + 1].Text == ")" || IsFunction(words, at);
    }

    private static bool IsRedirection(string word)
    {
        var mark = word.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return mark is ['>' or '<', ..] or ['&', '>', ..];
    }

    // The lines from behind << to the word that ends them.
    private static string WithoutHandedOn(string text)
    {
        if (!text.Contains("<<", StringComparison.Ordinal))
            return text;
        var kept = new List<string>();
        var ends = new Queue<(string Word, bool Tabs)>();
        foreach (var line in text.Split('\n'))
        {
            if (ends.TryPeek(out var end))
            {
                if ((end.Tabs ? line.TrimStart('\t') : line).TrimEnd('\r') == end.Word)
                    ends.Dequeue();
                continue;
            }

            kept.Add(line);
            foreach (Match found in HandOn().Matches(line))
                ends.Enqueue((found.Groups["word"].Value, found.Groups["tabs"].Length > 0));
        }

        return string.Join('\n', kept);
    }

    [GeneratedRegex(
        """(?<!<)<<(?<tabs>-?)[ \t]*[\\"']?(?<word>[A-Za-z_]\w*)["']?""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex HandOn();

    private static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) > 0 && word[0] != '-';

    private static bool IsOfName(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '+';

    private static bool IsEnd(char letter) => letter is ' ' or '\t' or '\r' or ';' or '&' or '|' or '(' or ')' or '\n';

    private static bool IsJoin(string line, int at) => line[at] == '\\' && at + 1 < line.Length && line[at + 1] == '\n';

    // 2>&1, &>file, >|file.
    private static bool IsOfRedirection(string line, int at) =>
        line[at] == '&' && (at > 0 && line[at - 1] is '>' or '<' || at + 1 < line.Length && line[at + 1] == '>')
        || line[at] == '|' && at > 0 && line[at - 1] == '>';

    private static int End(string line, int at)
    {
        var quote = '\0';
        for (; at < line.Length; at++)
        {
            if (quote == '\0' && (IsJoin(line, at) || IsEnd(line[at]) && !IsOfRedirection(line, at)))
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
