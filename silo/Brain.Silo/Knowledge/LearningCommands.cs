using Brain.Domain.Knowledge;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Knowledge;
using Brain.Messages.Sessions;
using Brain.Postgres.Knowledge;
using Brain.Silo.Commands;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Keeps what somebody says was learnt: a person's word counts at once, an agent's waits for a review.
/// </summary>
internal sealed class LearningCommands(LearningStore store) : TypedCommandHandler<LearnCommand>(CommandKind.Learn)
{
    private const int IdShown = 8;
    private const int NearMax = 300;
    private const int ComparedMax = 2_000;

    /// <inheritdoc/>
    protected override (LearnCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        LearnCommand.Parse(args);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(LearnCommand command, CommandOrigin origin)
    {
        var text = command.Text;
        var isPersons =
            origin.Caller.Agent is null && !origin.Caller.Source.StartsWith("bot:", StringComparison.Ordinal);
        var near = await Near(text, origin.Project, except: null);
        var (id, status, added) = await store.Add(
            (origin.Session?.Value, origin.Project),
            text,
            isPersons ? "active" : "unreviewed",
            origin.Caller.Source,
            CancellationToken.None
        );
        var shown = id.ToString()[..IdShown];
        if (!added)
            return status == "rejected"
                ? new(
                    $"This was tried and refuted before: learning {shown}. Nothing was kept; to take it back: "
                        + $"brain learnings activate {shown}"
                )
                : new($"Known in these words already: learning {shown} ({status}). Nothing was kept twice.");
        return new(
            $"Kept as learning {shown}"
                + (isPersons ? ": sessions that start on this project are told." : ", for a person to review.")
                + (
                    near is null
                        ? ""
                        : $" Nearly the same is there ({near.Status}, {near.Id.ToString()[..IdShown]}): "
                            + DataMark.Inline(near.Text, NearMax)
                )
        );
    }

    /// <summary>The one that says nearly the same on a project, or null.</summary>
    public async Task<LikeLearning?> Near(string text, string? project, Guid? except)
    {
        var known = await Known(project);
        return Likes(Likeness.Near(text, known.Where(one => one.Id != except), one => one.Text)).Like;
    }

    /// <summary>Each with the one that says nearly the same, and the one that it can be merged into.</summary>
    public async Task<LearningSummary[]> WithLikes(LearningSummary[] some)
    {
        if (some is [var single])
        {
            var beside = (await Known(single.Project)).Where(one => one.Id != single.Id);
            return [With(single, Likeness.Near(single.Text, beside, one => one.Text))];
        }

        var known = new Dictionary<string, LikenessIndex<LearningSummary>>(StringComparer.Ordinal);
        var done = new List<LearningSummary>();
        foreach (var one in some)
        {
            var project = one.Project ?? "";
            if (!known.TryGetValue(project, out var others))
                known[project] = others = new(await Known(one.Project), other => other.Text);
            done.Add(With(one, others.Near(one.Text).Where(near => near.Of.Id != one.Id)));
        }

        return [.. done];
    }

    /// <summary>Writes what a person says one is worth.</summary>
    public async Task<Receipt> Change(LearningSummary learning, ChangeLearning message, Caller by)
    {
        if (by.Agent is not null || message.ByAgent)
            return Refused(
                "learning.person",
                "Only a person judges what was learnt: say it in a terminal of your own. Nothing was changed."
            );
        if (LearningJudgement.Fault(message) is { } fault)
            return new(fault.Message, fault);
        if (!await store.Change(learning.Id, message, CancellationToken.None))
            return Refused(
                "learning.superseded-by",
                $"There is no learning {message.SupersededBy} that could take the place of {learning.Id}: it has to be "
                    + "another, active or unreviewed. Nothing was changed."
            );
        return new(LearningJudgement.ToText(learning.Id, learning.Project, message));
    }

    private static Receipt Refused(string code, string message) => new(message, new(code, message));

    private async Task<LearningSummary[]> Known(string? project) =>
        [
            .. (await store.List(null, project, ComparedMax, CancellationToken.None))
                .Concat(await store.List("rejected", project, ComparedMax, CancellationToken.None))
                .Where(one => one.Kind != "handoff"),
        ];

    private static LearningSummary With(LearningSummary one, IEnumerable<(LearningSummary Of, double Likeness)> near)
    {
        var (like, merged) = Likes(near);
        return one with { Like = like, LikeToMerge = like is { CanReplace: false } ? merged : null };
    }

    private static (LikeLearning? Like, LikeLearning? ToMerge) Likes(
        IEnumerable<(LearningSummary Of, double Likeness)> near
    )
    {
        var likes = near.Select(one =>
                new LikeLearning(one.Of.Id, one.Of.Text, one.Of.Status, Math.Round(one.Likeness, 2))
            )
            .ToArray();
        return (likes.FirstOrDefault(), likes.FirstOrDefault(one => one.CanReplace));
    }
}
