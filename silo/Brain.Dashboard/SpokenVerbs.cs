using System.Collections.Frozen;
using Brain.Messages.Commands;

namespace Brain.Dashboard;

/// <summary>
/// What a person may say in the dashboard: the verbs of the catalogue that a grain or the silo carries out. What
/// starts, stops or copies the brain itself, and what only a terminal can show, is not among them.
/// </summary>
public static class SpokenVerbs
{
    private static readonly FrozenSet<string> OfTheSilo = FrozenSet.Create(
        StringComparer.Ordinal,
        "learnings",
        "documents",
        "fix",
        "how",
        "forget",
        "import",
        "logins"
    );

    // A terminal's keys, and what pages show.
    private static readonly FrozenSet<(string Verb, string Word)> Elsewhere = FrozenSet.Create(("learnings", "triage"));

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<CommandVerb> All { get; } = [.. CommandCatalog.All.Where(Has)];

    /// <summary>Whether it is one of them.</summary>
    public static bool Has(CommandVerb verb) =>
        verb.IsRequest || verb.Handler == CommandHandler.Session || OfTheSilo.Contains(verb.Name);

    /// <summary>What can be said with a verb: itself, and then with each of its words.</summary>
    public static IEnumerable<(string Say, string Usage, string Summary)> Sayings(CommandVerb verb) =>
        verb.Words.Count == 0
            ? [(verb.Name, verb.Usage, verb.Summary)]
            : verb
                .Words.Where(word => !Elsewhere.Contains((verb.Name, word.Name)))
                .Select(word => ($"{verb.Name} {word.Name}", word.Usage, word.Summary));
}
