using Brain.Domain.Rules;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Postgres.Knowledge;
using Brain.Postgres.Rules;
using Brain.Silo.Commands;

namespace Brain.Silo.Rules;

/// <summary>
/// Finds what a rule may be drafted from: words, a learning, a turn, or whatever a project has of these.
/// </summary>
internal sealed class RuleDrafts(RuleStore store, LearningStore learnings)
{
    /// <summary>Of one text so many rules are drafted.</summary>
    public const int DraftsMax = 5;

    /// <summary>What is said where none can be.</summary>
    public static readonly string NoDraft =
        "No rule can be drafted from that: it names no command, file or condition that a pattern can say. Nothing was "
        + "kept. To write one by hand: "
        + RuleCommand.AddUsage;

    private const int TextsMax = 500;
    private const int ShownMax = 15;
    private const int TextShown = 140;

    /// <summary>The text that is meant; null with why there is none.</summary>
    public async Task<(string? Text, Guid? Learning, CommandResult? Refusal)> Text(
        RuleCommand command,
        CommandOrigin origin
    )
    {
        if (command.Turn is { } turn)
        {
            var typed = origin.Session is { } session
                ? await store.Turn(session.Value, turn, CancellationToken.None)
                : null;
            return typed is not null
                ? (typed, null, null)
                : (
                    null,
                    null,
                    CommandResult.Refused(
                        "rule.turn",
                        origin.Session is null
                            ? "Whose turn that is nobody knows: say it in the session, or with --session ID. "
                                + "Nothing was kept."
                            : $"The session has no turn {turn} that a person typed. Nothing was kept."
                    )
                );
        }

        if (!RuleCommand.IsId(command.Subject))
            return (command.Subject, null, null);
        return await learnings.Find(command.Subject, CancellationToken.None) switch
        {
            [var one] => (one.Text, one.Id, null),
            [] => (
                null,
                null,
                CommandResult.Refused(
                    "rule.learning",
                    $"There is no learning {command.Subject}. See: brain learnings. Nothing was kept."
                )
            ),
            _ => (
                null,
                null,
                CommandResult.Refused(
                    "rule.learning",
                    $"{command.Subject} begins the id of more than one learning: say more of it. Nothing was kept."
                )
            ),
        };
    }

    /// <summary>What in a project a rule may be drafted from; keeps nothing.</summary>
    public async Task<string> Look(string? project, DateTimeOffset now)
    {
        var found = (
            await store.Corrections(project, now.AddDays(-RuleRehearsal.Days), TextsMax, CancellationToken.None)
        )
            .Select(one => (one, Drafts: RuleDrafter.All(one.Text)))
            .Where(one => !one.Drafts.IsEmpty)
            .DistinctBy(one => one.Drafts[0].Sentence)
            .ToArray();
        if (found.Length == 0)
            return "Nothing that was learnt or typed here in the last 30 days is a rule that can be drafted. "
                + "To draft one from words: /rule propose \"never run npm install, use pnpm\". To write one by hand: "
                + RuleCommand.AddUsage;
        var lines = found
            .Take(ShownMax)
            .Select(one =>
                $"  /rule propose {Whence(one.one, one.Drafts[0])}"
                + (one.one.Turn is null ? $"\n    {OneLine.Of(one.Drafts[0].Sentence, TextShown)}" : "")
            );
        var more = found.Length > ShownMax ? $"\n  … and {found.Length - ShownMax} more." : "";
        return $"{found.Length} of what was learnt and typed here can be drafted. To see what one would have met:\n"
            + string.Join('\n', lines)
            + more;
    }

    private static string Whence(Correction one, RuleDraft draft) =>
        one.Turn is null ? one.Id.ToString()[..8] : $"\"{draft.Sentence.Replace('"', '\'')}\"";
}
