using System.Text.RegularExpressions;

namespace Brain.Domain.Knowledge.Recall;

/// <summary>
/// An error that is about how something was called, whatever the code was like: a flag, a command or a program that is
/// not there. Such a call fails again.
/// </summary>
internal static partial class Misuse
{
    private const int LinesMax = 12;
    private const int WordMin = 2;
    private const int TimeoutMs = 200;
    private const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    /// <summary>
    /// The words of the line that its error names as what is wrong with it; none where it is no such error.
    /// </summary>
    public static IEnumerable<(string Head, string Word)> Of(string line, string? error)
    {
        var text = (error is null ? "" : error[..Math.Min(error.Length, ErrorLine.ReadMax)])
            .Split('\n', LinesMax)
            .FirstOrDefault(one => Usage().IsMatch(one));
        if (text is null)
            yield break;
        var message = text[Usage().Match(text).Index..];
        foreach (var command in CallLine.Commands(line))
        {
            foreach (var part in command.Parts.Distinct())
            {
                // A flag, or the program and its command: what else the line names is of that one call.
                var isFlag = part.Word.StartsWith('-');
                if (
                    isFlag ? Names(message, part.Word)
                    : command.Head.Split(' ').Contains(part.Word, StringComparer.Ordinal)
                        && (Names(message, part.Word) || (Absent().IsMatch(text) && Names(text, part.Word)))
                )
                    yield return part;
            }
        }
    }

    private static bool Names(string text, string word)
    {
        var bare = word.TrimStart('-');
        if (bare.Length < WordMin)
            return false;
        for (var at = text.IndexOf(bare, StringComparison.Ordinal); at >= 0;)
        {
            var end = at + bare.Length;
            if (
                (at == 0 || !IsPart(text[at - 1]) || text[at - 1] == '-')
                && (end == text.Length || !IsPart(text[end]))
            )
                return true;
            at = text.IndexOf(bare, end, StringComparison.Ordinal);
        }

        return false;
    }

    private static bool IsPart(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-';

    [GeneratedRegex(
        @"unknown (shorthand )?(flag|option|command|subcommand|argument)"
            + @"|unrecogni[sz]ed (argument|option|command|flag|subcommand)"
            + @"|(invalid|illegal|bad|unexpected|unsupported) (option|flag|switch|subcommand|command)"
            + @"|no such (option|flag|command|subcommand|task|script|recipe|target)|is not a \S+ command"
            + @"|command not found|missing script|no rule to make target|is not recognized as"
            + @"|executable file not found|no task \S+ found",
        Options,
        TimeoutMs
    )]
    private static partial Regex Usage();

    // What is missing stands in front of these words.
    [GeneratedRegex(
        @"command not found|is not recognized as|is not a \S+ command|executable file not found",
        Options,
        TimeoutMs
    )]
    private static partial Regex Absent();
}
