using System.Globalization;
using System.Text.RegularExpressions;
using Brain.Messages.Secrets;
using Brain.Postgres.Projects;

namespace Brain.Silo.Projects;

/// <summary>A clone's newest commits.</summary>
/// <param name="Commits">Of every branch.</param>
/// <param name="Reverted">Names of those that a commit on the branch that is checked out takes back.</param>
/// <param name="Squashed">First lines of commits that one on the branch that is checked out says it is made of.</param>
internal sealed partial record CloneHistory(
    IReadOnlyList<KnownCommit> Commits,
    IReadOnlyList<string> Reverted,
    IReadOnlyList<SquashedCommit> Squashed
)
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
            [
                .. all.SelectMany(one => one.Squashed)
                    .Distinct()
                    .Select(one => one with { Subject = SecretScanner.Redact(one.Subject) }),
            ],
            null
        );

    /// <summary>Reads what git printed.</summary>
    /// <param name="all">Of each commit a line: its name, when, when it was written, its first line.</param>
    /// <param name="here">Of each on the branch that is checked out its name and body, each ended by a NUL.</param>
    public static CloneHistory Read(string all, string here)
    {
        var parts = here.Split('\0', StringSplitOptions.TrimEntries);
        var names = parts.Where((_, i) => i % 2 == 0).ToHashSet(StringComparer.Ordinal);
        KnownCommit[] commits =
        [
            .. all.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', 4))
                .Where(words => words.Length >= 3 && Moment(words[1]) is not null)
                .Select(words => new KnownCommit(
                    words[0],
                    Moment(words[1])!.Value,
                    words.Length > 3 && words[3].Length > 0 ? words[3] : "-",
                    names.Contains(words[0])
                )
                {
                    WrittenAt = Moment(words[2]) ?? Moment(words[1])!.Value,
                }),
        ];
        return new(
            commits,
            [
                .. parts
                    .Where((_, i) => i % 2 == 1)
                    .SelectMany(body => Revert().Matches(body))
                    .Select(match => match.Groups["sha"].Value),
            ],
            [
                .. parts
                    .Chunk(2)
                    .Where(one => one.Length == 2)
                    .SelectMany(one => Squash().Matches(one[1]).Select(match => (Sha: one[0], Match: match)))
                    .Concat(
                        commits
                            .Where(one => one.Here)
                            .Select(one => (one.Sha, Match: Merged().Match(one.Subject)))
                            .Where(one => one.Match.Success)
                    )
                    .Select(one => new SquashedCommit(one.Sha, one.Match.Groups["subject"].Value)),
            ]
        );
    }

    private static DateTimeOffset? Moment(string seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var known) && known is >= 0 and < SecondsMax
            ? DateTimeOffset.FromUnixTimeSeconds(known)
            : null;

    // The year 9999: git keeps any number that somebody wrote into a commit.
    private const long SecondsMax = 253_402_300_800;

    // As GitHub and Bitbucket list the commits that they made one of, and as `git merge --squash` does.
    [GeneratedRegex(
        @"^(\* |- |    )(?<subject>\S[^\r\n]*?)\s*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline
    )]
    private static partial Regex Squash();

    // As GitHub, GitLab and Gitea name the one that they made of a request's only commit.
    [GeneratedRegex(
        @"^(?<subject>.+) \([#!][0-9]+\)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Merged();

    // As `git revert` writes it.
    [GeneratedRegex(
        "This reverts commit (?<sha>[0-9a-f]{40,64})",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Revert();
}
