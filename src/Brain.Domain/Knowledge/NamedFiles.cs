using System.Text.RegularExpressions;

namespace Brain.Domain.Knowledge;

/// <summary>The files that a learning is about: those that it lists, and those that its text names.</summary>
public static partial class NamedFiles
{
    /// <summary>The most files of one learning that are looked at.</summary>
    public const int Max = 20;

    /// <summary>Paths as they are written, without the line behind a colon, each once.</summary>
    /// <param name="text">What was learnt.</param>
    /// <param name="listed">Those of its metadata.</param>
    public static string[] Of(string text, IEnumerable<string> listed) =>
        [
            .. listed
                .Concat(Path().Matches(text).Select(match => match.Value))
                .Where(path => !path.Contains("://", StringComparison.Ordinal) && path.Trim('.').Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Take(Max),
        ];

    // src/a.cs, ./x/y, README.md, /etc/hosts; no address, no number, no abbreviation such as e.g.
    [GeneratedRegex(
        @"(?<![\w:/.@-])(?:(?:~|\.{1,2})?/?(?:\.?[\w@+-][\w.@+-]*/)+[\w@+.-]*\w"
            + @"|[\w@+-]+(?:\.[\w-]+)*\.[A-Za-z][A-Za-z0-9]{1,7})(?![\w@/])",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Path();
}
