using System.Text.RegularExpressions;

namespace Brain.Domain.Knowledge.Recall;

/// <summary>
/// An error by the line of it that says most, and by what of that line is the same each time: folders, numbers,
/// hexadecimal and times are masked.
/// </summary>
public static partial class ErrorLine
{
    /// <summary>The most characters of an error that are read.</summary>
    public const int ReadMax = 4_000;

    /// <summary>The most characters of a line that are compared.</summary>
    public const int LineMax = 400;

    private const int LinesMax = 80;
    private const int LettersMin = 6;
    private const int TimeoutMs = 200;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly string[] Signs =
    [
        .. ("error|fatal|cannot |can't |could not|couldn't|not found|no such|undefined|unknown|unrecognized|denied"
            + "|refused|fail|missing|invalid|illegal|unexpected|not allowed|does not exist|doesn't exist|exceeds"
            + "|timed out|panic|unable|not permitted|not installed|exclude all|not used|redeclared"
            + "|conflict").Split('|'),
    ];

    /// <summary>
    /// Of a traceback its last line, else the first that names a fault; null when none does.
    /// </summary>
    public static string? Of(string? error)
    {
        if (string.IsNullOrWhiteSpace(error))
            return null;
        string? first = null;
        string? named = null;
        foreach (var line in Lines(error))
        {
            if (Named().IsMatch(line))
                named = line;
            else if (first is null && Signs.Any(sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase)))
                first = line;
        }

        return named ?? first;
    }

    /// <summary>What of a line is the same each time; null for one that says too little to compare.</summary>
    public static string? Masked(string? line)
    {
        if (line is null)
            return null;
        var masked = Folders().Replace(line.Length > LineMax ? line[..LineMax] : line, "");
        masked = Hexadecimal().Replace(masked, "#");
        masked = Numbers().Replace(masked, "#");
        masked = Blanks().Replace(masked, " ").Trim();
        return masked.Count(char.IsLetter) >= LettersMin ? masked : null;
    }

    private static IEnumerable<string> Lines(string error) =>
        Colours()
            .Replace(error.Length > ReadMax ? error[..ReadMax] : error, "")
            .Split('\n', LinesMax)
            .Select(line => Prefix().Replace(line, "").Trim())
            .Where(line => line.Length > 2 && !Noise().IsMatch(line))
            .Select(line => line.Length > LineMax ? line[..LineMax] : line);

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]", Options, TimeoutMs)]
    private static partial Regex Colours();

    // A task runner's "[lint] ", the marks that an agent puts around an error.
    [GeneratedRegex(@"^\[[\w:.-]+\]\s+|</?tool_use_error>", Options, TimeoutMs)]
    private static partial Regex Prefix();

    [GeneratedRegex(
        @"^(Exit code |Error: Exit code |# |\$ |> |\? |=== |--- PASS|ok\s|PASS|FAIL\t|ERROR task failed|Traceback "
            + @"|func |return |if |//|t\.Fatal|t\.Error|[✓✔])| (INFO|DEBUG|WARN) ",
        Options,
        TimeoutMs
    )]
    private static partial Regex Noise();

    [GeneratedRegex(@"^[A-Za-z_][\w.]*(Error|Exception): ", Options, TimeoutMs)]
    private static partial Regex Named();

    [GeneratedRegex(@"([A-Za-z]:\\|[~.]{0,2}/)?([\w@+.-]+[/\\])+(?=[\w@+.-])", Options, TimeoutMs)]
    private static partial Regex Folders();

    [GeneratedRegex(@"\b0x[0-9a-fA-F]+|\b(?=[a-fA-F]*[0-9])[0-9a-fA-F]{7,64}\b", Options, TimeoutMs)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\d+([.,]\d+)*(ns|us|µs|ms|s|m|h)?\b|\d+", Options, TimeoutMs)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\s+", Options, TimeoutMs)]
    private static partial Regex Blanks();
}
