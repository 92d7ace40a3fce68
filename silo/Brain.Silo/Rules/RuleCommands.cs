using Brain.Domain.Personas;
using Brain.Domain.Rules;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Rules;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;
using Brain.Postgres.Knowledge;
using Brain.Postgres.Rules;
using Brain.Silo.Caches;
using Brain.Silo.Commands;
using Brain.Silo.Files;

namespace Brain.Silo.Rules;

/// <summary>Drafts rules, shows what they would have met, and switches them at a person's word.</summary>
internal sealed class RuleCommands(
    RuleStore store,
    RuleCache cache,
    RuleDrafts drafts,
    ProjectFolders folders,
    TimeProvider clock
) : TypedCommandHandler<RuleCommand>(CommandKind.Rule, CommandKind.Rules), IRateTarget
{
    /// <inheritdoc/>
    public Func<Task<CommandResult>>? ReadRating(CommandRequest request) =>
        RuleRating.Of(request.Args) switch
        {
            null => null,
            ({ } rating, _) => () => Rate(rating.Subject, rating.Rating, CommandOrigin.Of(request)),
            var (_, refusal) => () => Task.FromResult(CommandResult.Of(refusal!)),
        };

    /// <inheritdoc/>
    protected override (RuleCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        kind == CommandKind.Rules ? (new(RuleAct.List), null) : RuleCommand.Parse(args);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(RuleCommand command, CommandOrigin origin)
    {
        await folders.Know(origin.Project, CancellationToken.None);
        // An agent may draft; what holds is the person's alone.
        if (
            origin.IsByAgent
            && command.Act is not (RuleAct.List or RuleAct.Show or RuleAct.Rehearse or RuleAct.Propose)
        )
            return CommandResult.Refused(
                "rule.person",
                "Only a person makes, switches and rates rules: say it in a terminal of your own, or at the prompt. "
                    + "Nothing was changed."
            );
        return command.Act switch
        {
            RuleAct.List => new((await All(origin.Project, CancellationToken.None)).ToText()),
            RuleAct.Propose => await Propose(command, origin),
            RuleAct.Add => await Keep(command.Written!, origin, byHand: true, (command.Everywhere, null)),
            _ => await OfOne(command, origin),
        };
    }

    /// <summary>Rules as people see them; null for those of every project.</summary>
    public async Task<RuleSummary[]> All(string? project, CancellationToken stop) =>
        [.. (await store.List(project, stop)).Select(Seen)];

    /// <summary>Writes what the newest hit of a rule was worth.</summary>
    private async Task<CommandResult> Rate(string id, string rating, CommandOrigin origin)
    {
        if (origin.IsByAgent)
            return CommandResult.Refused("rule.person", "Only a person rates rules. Nothing was changed.");
        var (rule, unknown) = await One(id);
        if (rule is null)
            return unknown!;
        if (await store.Rate(rule.Id, origin.Session?.Value, rating, CancellationToken.None) is not { } hit)
            return CommandResult.Refused(
                "rule.no-hit",
                $"Rule {RuleText.Short(rule.Id)} was never met, so there is nothing to rate. Nothing was changed."
            );
        await cache.Refresh();
        var now = Seen((await store.Find(rule.Id.ToString(), CancellationToken.None))[0]);
        var became =
            now.State == "muted" && rule.State != "muted"
                ? " It is muted from now on: its hits are kept, and it does nothing. "
                    + $"To have it count again: /rule on {RuleText.Short(rule.Id)}"
            : now is { IsLow: true, ByHand: true }
                ? $" You wrote it, so it goes on; to switch it off: /rule off {RuleText.Short(rule.Id)}"
            : "";
        return new(
            $"Rated {rating}{(hit.Before is { } before && before != rating ? $" (before: {before})" : "")}: rule "
                + $"{RuleText.Short(rule.Id)} at {UtcTime.Minute(hit.At)}, {hit.Target}. "
                + $"Precision: {RuleText.Worth(now)}.{became}"
        );
    }

    private async Task<CommandResult> OfOne(RuleCommand command, CommandOrigin origin)
    {
        if (command.Act == RuleAct.Rate)
            return await Rate(command.Subject, command.Rating, origin);
        var (rule, unknown) = await One(command.Subject);
        if (rule is null)
            return unknown!;
        return command.Act switch
        {
            RuleAct.Show => new(rule.ToText()),
            RuleAct.Rehearse => new(await Rehearsed(rule)),
            RuleAct.Archive => await Change(
                store.Archive(rule.Id, CancellationToken.None),
                rule,
                "is put away and does nothing any more"
            ),
            RuleAct.On => await Change(
                store.Switch(rule.Id, on: true, Origin(origin, null), CancellationToken.None),
                rule,
                $"is on, in every session {(rule.Project is { } project ? $"of {project}" : "of every project")}, "
                    + "those that run now too"
            ),
            _ => await Change(
                store.Switch(rule.Id, on: false, Origin(origin, null), CancellationToken.None),
                rule,
                "is off"
            ),
        };
    }

    private async Task<CommandResult> Change(Task<bool> written, RuleSummary rule, string now)
    {
        if (!await written)
            return CommandResult.Refused(
                "rule.archived",
                $"Rule {RuleText.Short(rule.Id)} was put away. Nothing was changed; to have it again: /rule add …"
            );
        await cache.Refresh();
        return new($"Rule {RuleText.Short(rule.Id)} {now}: {rule.Action} {rule.Tool} {rule.About} ({rule.Sentence})");
    }

    private async Task<CommandResult> Propose(RuleCommand command, CommandOrigin origin)
    {
        if (command is { Subject.Length: 0, Turn: null })
            return new(await drafts.Look(origin.Project, clock.GetUtcNow()));
        var (text, learning, refusal) = await drafts.Text(command, origin);
        if (refusal is not null)
            return refusal;
        var found = RuleDrafter.All(text!);
        if (found.IsEmpty)
            return CommandResult.Refused("rule.no-draft", RuleDrafts.NoDraft);
        var answers = new List<CommandResult>();
        foreach (var draft in found.Take(RuleDrafts.DraftsMax))
            answers.Add(await Keep(draft, origin, byHand: false, (command.Everywhere, learning)));
        return answers is [{ Refusal: not null } only]
            ? only
            : new(string.Join("\n\n", answers.Select(answer => answer.Message)));
    }

    private async Task<CommandResult> Keep(
        RuleDraft draft,
        CommandOrigin origin,
        bool byHand,
        (bool Everywhere, Guid? Learning) of
    )
    {
        // A pattern with a hole in it would mean something else.
        if (new[] { draft.Pattern, draft.Path }.FirstOrDefault(HoldsSecret) is not null)
            return CommandResult.Refused(
                "rule.secret",
                "The pattern or path of this rule holds what looks like a secret, which is kept nowhere: say it with * "
                    + "in its place. Nothing was kept."
            );
        var clean = draft with
        {
            Sentence = SecretScanner.Redact(draft.Sentence),
            Text = draft.Text is { } text ? SecretScanner.Redact(text) : null,
        };
        var made = Origin(origin, of.Everywhere ? null : origin.Project) with
        {
            ByHand = byHand,
            Learning = of.Learning,
        };
        var (id, added) = await store.Add(clean, made, CancellationToken.None);
        var rule = Seen((await store.Find(id.ToString(), CancellationToken.None))[0]);
        var shown = RuleText.Short(id);
        var next =
            rule.State == "on"
                ? $"It is on already; to switch it off: /rule off {shown}"
                : $"To switch it on for {rule.Project ?? "every project"}: /rule on {shown}";
        return new($"{(added ? "" : "Known already. ")}{await Rehearsed(rule)}\n{next}");
    }

    private static bool HoldsSecret(string? text) => text is not null && SecretScanner.Redact(text) != text;

    private async Task<string> Rehearsed(RuleSummary summary)
    {
        var rule = Rule(summary);
        var calls = await store.PastCalls(
            RuleRehearsal.Kinds(rule.Tool),
            summary.Project,
            clock.GetUtcNow().AddDays(-RuleRehearsal.Days),
            RuleRehearsal.CallsMax,
            CancellationToken.None
        );
        return RuleRehearsal.Of(rule, calls).ToText(rule, summary.State);
    }

    private async Task<(RuleSummary? Rule, CommandResult? Refusal)> One(string id) =>
        !ForgetStore.IsBeginning(id)
            ? (null, CommandResult.Refused("rule.unknown", $"'{id}' is no id. See: /rules"))
            : await store.Find(id, CancellationToken.None) switch
            {
                [var one] => (Seen(one), null),
                [] => (null, CommandResult.Refused("rule.unknown", $"There is no rule {id}. See: /rules")),
                _ => (
                    null,
                    CommandResult.Refused(
                        "rule.ambiguous",
                        $"{id} begins the id of more than one rule: say more of it."
                    )
                ),
            };

    private RuleSummary Seen(RuleSummary one)
    {
        var isLow = cache.IsLow(one.Useful, one.Noise, one.Wrong);
        return one with
        {
            IsLow = isLow,
            Precision = Precision.Of(one.Useful, one.Noise, one.Wrong),
            State = one.State == "on" && isLow && !one.ByHand ? "muted" : one.State,
        };
    }

    private static Rule Rule(RuleSummary one) =>
        new(
            one.Id,
            one.Version,
            Enum.Parse<RuleAction>(one.Action, ignoreCase: true),
            Enum.Parse<RuleTool>(one.Tool, ignoreCase: true),
            one.Sentence
        )
        {
            Pattern = one.Pattern,
            Path = one.Path,
            Text = one.Text,
        };

    private static RuleOrigin Origin(CommandOrigin origin, string? project) =>
        new(origin.Session?.Value, project, origin.Caller.Source);
}
