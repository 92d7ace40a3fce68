using System.Text.RegularExpressions;

namespace Brain.Domain.Knowledge.Recall;

/// <summary>A shell line as calls are compared by it: its commands, each by its program and its words.</summary>
public static partial class CallLine
{
    /// <summary>The most characters of a line that are read: as much as rows keep of one.</summary>
    public const int ReadMax = 400;

    private const int CommandsMax = 6;
    private const int WordsMax = 40;
    private const int TimeoutMs = 200;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Without the folder it is run in, what it sets, and where its output goes.</summary>
    public static string Plain(string line)
    {
        var text = Where().Replace(line.Length > ReadMax ? line[..ReadMax] : line, "");
        text = Output().Replace(text, "");
        return Blanks().Replace(text, " ").Trim();
    }

    /// <summary>Each command of a line, in order.</summary>
    public static IReadOnlyList<CalledCommand> Commands(string line) =>
        [
            .. Parts(Plain(line))
                .Take(CommandsMax)
                .Select(part => Setting().Replace(part.Trim(), ""))
                .Select(part => new CalledCommand(Head(part), [.. Words(part).Take(WordsMax)]))
                .Where(command => command.Head.Length > 0),
        ];

    /// <summary>The words of a command, a flag without its value.</summary>
    internal static IEnumerable<string> Words(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => (word.StartsWith('-') ? word.Split('=')[0] : word).Trim('\'', '"', '`', '(', ')'))
            .Where(word => word.Length > 0);

    // The program, with the word behind it where that says which of its commands it is.
    private static string Head(string command) => HeadOf().Match(GitFolder().Replace(command, "${git}")) is
    {
        Success: true,
    } match
        ? match.Groups["head"].Value
        : "";

    // At what joins commands, outside of quotes.
    private static IEnumerable<string> Parts(string line)
    {
        var (from, quote) = (0, '\0');
        for (var at = 0; at < line.Length; at++)
        {
            var sign = line[at];
            if (quote != '\0')
                quote = sign == quote ? '\0' : quote;
            else if (sign is '\'' or '"')
                quote = sign;
            else if (sign is ';' or '|' or '&' && !(sign == '&' && at > 0 && line[at - 1] == '>'))
            {
                yield return line[from..at];
                from = at + 1;
            }
        }

        yield return line[from..];
    }

    [GeneratedRegex(@"^\s*(((cd|pushd)\s+[^\s;&|]+|export\s+\w+=\S*)\s*(&&|;)\s*)+", Options, TimeoutMs)]
    private static partial Regex Where();

    [GeneratedRegex(
        @"\s+(2>&1|2>\s*/dev/null|>\s*/dev/null|\|\s*(head|tail|cat|less|tee)\b[^|;&]*|\|\|\s*true\b)",
        Options,
        TimeoutMs
    )]
    private static partial Regex Output();

    [GeneratedRegex(@"^([A-Za-z_]\w*=[^\s'""]*\s+|sudo\s+|timeout\s+\d+[smh]?\s+|time\s+|\(\s*)+", Options, TimeoutMs)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^(?<git>git)( -[Cc] \S+)+", Options, TimeoutMs)]
    private static partial Regex GitFolder();

    [GeneratedRegex(
        @"^(\S*/)?(?<head>[\w.@+-]+( (run|exec|tool|compose|stack|remote|-m) [\w.:@+-]+| [a-z][a-z0-9:_-]*(?=\s|$))?)",
        Options,
        TimeoutMs
    )]
    private static partial Regex HeadOf();

    [GeneratedRegex(@"\s+", Options, TimeoutMs)]
    private static partial Regex Blanks();
}

/// <summary>One command of a shell line.</summary>
/// <param name="Head">Its program, with which of its commands it is: <c>git log</c>, <c>npm run test</c>.</param>
/// <param name="Words">All its words, flags without their values.</param>
public sealed record CalledCommand(string Head, IReadOnlyList<string> Words)
{
    /// <summary>
    /// Each of its words with whose it is: the program's own name is of the program alone, all others of what it does.
    /// </summary>
    public IEnumerable<(string Head, string Word)> Parts =>
        Words.Select(
            (word, place) => place == 0 ? (CallKey.NameOf(word), CallKey.NameOf(word)) : (Head, word)
        );

    /// <summary>Compares the words too.</summary>
    public bool Equals(CalledCommand? other) =>
        other is not null && Head == other.Head && Words.SequenceEqual(other.Words, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Head, Words.Count);
}
