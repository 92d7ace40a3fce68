using System.Collections.Immutable;

namespace Brain.Domain.Watching;

/// <summary>What a new persona watches, by the words of its job.</summary>
internal static class WatchDefaults
{
    private const string Writers = "kind:write|kind:edit";

    private static readonly (string[] Words, WatchRule[] Rules)[] Topics =
    [
        (
            [
                "api",
                "apis",
                "http",
                "rest",
                "graphql",
                "web",
                "network",
                "webhook",
                "webhooks",
                "endpoint",
                "endpoints",
                "sdk",
                "integration",
                "integrations",
            ],
            [
                new(
                    "kind:fetch|kind:shell|kind:mcp",
                    """https?://([^\s/@"'\\]*@)?(?<host>[^\s/:?#"'\\]+)""",
                    null,
                    null,
                    "external calls this turn: {count} ({host})",
                    "no external calls this turn"
                ),
                new("kind:web_search", null, null, null, "web searches this turn: {count}", null),
            ]
        ),
        (
            ["test", "tests", "testing", "qa", "quality", "tdd"],
            [
                new(
                    "kind:shell",
                    @"\b(dotnet|npm|pnpm|yarn|cargo|go|make)\s+(run\s+)?(?<what>test)|\b(pytest|jest|vitest|rspec|phpunit)\b",
                    null,
                    null,
                    "test runs this turn: {count}",
                    "no tests were run this turn"
                ),
            ]
        ),
        (
            ["doc", "docs", "documentation", "readme", "writing", "manual"],
            [
                new(
                    Writers,
                    null,
                    "**/*.md",
                    null,
                    "changes to documents this turn: {count}",
                    "no document was changed this turn"
                ),
            ]
        ),
        (
            ["db", "database", "databases", "sql", "postgres", "schema", "migration", "migrations", "data"],
            [
                new(
                    Writers,
                    null,
                    "**/*.sql",
                    null,
                    "changes to SQL files this turn: {count}",
                    "no SQL was touched this turn"
                ),
                new(
                    "kind:shell",
                    @"\b(?<program>psql|mysql|sqlite3|pg_dump|pg_restore)\b",
                    null,
                    null,
                    "database commands this turn: {count} ({program})",
                    null
                ),
            ]
        ),
        (
            ["security", "secret", "secrets", "auth", "privacy"],
            [
                new(
                    null,
                    @"(?<what>passw(or)?d|secret|api[_-]?key|private[_-]?key|credential|\.env\b)",
                    null,
                    null,
                    "calls that speak of secrets this turn: {count} ({what})",
                    "nothing touched a secret this turn"
                ),
            ]
        ),
        (
            ["git", "release", "releases", "deploy", "deployment", "deployments", "ops", "devops", "ci"],
            [
                new(
                    "kind:shell",
                    @"\b(?<what>git (push|merge|rebase|reset|tag|commit)|kubectl|docker|terraform|helm)\b",
                    null,
                    null,
                    "steps towards a release this turn: {count} ({what})",
                    "nothing was committed or deployed this turn"
                ),
            ]
        ),
    ];

    private static readonly WatchRule[] Otherwise =
    [
        new(Writers, null, null, null, "edits this turn: {count}", "nothing was changed this turn"),
        new("kind:shell", null, null, null, "commands this turn: {count}", null),
    ];

    /// <summary>At least one rule.</summary>
    public static ImmutableArray<WatchRule> For(string job)
    {
        var words = new string([
            .. job.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' '),
        ]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        WatchRule[] rules =
        [
            .. Topics
                .Where(topic => topic.Words.Intersect(words, StringComparer.Ordinal).Any())
                .SelectMany(topic => topic.Rules),
        ];
        return [.. rules.Length > 0 ? rules : Otherwise];
    }
}
