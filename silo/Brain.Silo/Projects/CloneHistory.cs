using System.Globalization;
using System.Text.RegularExpressions;
using Brain.Messages.Secrets;
using Brain.Postgres.Projects;

namespace Brain.Silo.Projects;

/// <summary>A clone's newest commits.</summary>
/// <param name="Commits">Of every branch.</param>
/// <param name="Reverted">Names of those that a commit on the branch that is checked out takes back.</param>
internal sealed partial record CloneHistory(IReadOnlyList<KnownCommit> Commits, IReadOnlyList<string> Reverted)
{
    /// <summary>Since when all of its commits are known; null when it has none.</summary>
    public DateTimeOffset? Since => Commits.Count == 0 ? null : Commits.Min(one => one.At);

    /// <summary>What several clones have, each commit once and without secrets.</summary>
    public static KnownHistory Known(IReadOnlyList<CloneHistory> all) =>
        new(
            [
                .. all.SelectMany(one => one.Commits)
                    .GroupBy(one => one.Sha, StringComparer.Ordinal)
                    .Select(same => same.MaxBy(one => one.Here)!)
                    .Select(one => one with { Subject = SecretScanner.Redact(one.Subject) }),
            ],
            [.. all.SelectMany(one => one.Reverted).Distinct(StringComparer.Ordinal)],
            null
        );

    /// <summary>Reads what git printed.</summary>
    /// <param name="all">Of each commit a line: its name, when, its first line.</param>
    /// <param name="here">Of each on the branch that is checked out its name and body, each ended by a NUL.</param>
    public static CloneHistory Read(string all, string here)
    {
        var parts = here.Split('\0', StringSplitOptions.TrimEntries);
        var names = parts.Where((_, i) => i % 2 == 0).ToHashSet(StringComparer.Ordinal);
        return new(
            [
                .. all.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(' ', 3))
                    .Where(words => words.Length >= 2 && long.TryParse(words[1], CultureInfo.InvariantCulture, out _))
                    .Select(words => new KnownCommit(
                        words[0],
                        DateTimeOffset.FromUnixTimeSeconds(long.Parse(words[1], CultureInfo.InvariantCulture)),
                        words.Length > 2 && words[2].Length > 0 ? words[2] : "-",
                        names.Contains(words[0])
                    )),
            ],
            [
                .. parts
                    .Where((_, i) => i % 2 == 1)
                    .SelectMany(body => Revert().Matches(body))
                    .Select(match => match.Groups["sha"].Value),
            ]
        );
    }

    // As `git revert` writes it.
    [GeneratedRegex(
        "This reverts commit (?<sha>[0-9a-f]{40,64})",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Revert();
}
