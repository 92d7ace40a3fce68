using Brain.Domain.Skills;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Commands;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>Lists, finds, shows and syncs skills, and moves their trust at a person's word.</summary>
internal sealed class SkillCommands(
    SkillStore store,
    SkillTrustStore trust,
    SkillSync sync,
    SkillSearch search,
    SkillLists lists,
    SkillGate gate,
    SkillPlaceStore places,
    SkillHost host,
    SkillBuilder builder,
    SkillBuildRuns runs,
    SkillVersions versions,
    SkillShare sharing
) : TypedCommandHandler<SkillCommand>(CommandKind.Skills)
{
    private const string Person =
        "Only a person says how far a skill is trusted, which files list them and which folders are looked through: "
        + "say it in a terminal of your own.";

    private const string PersonBuilds =
        "Only a person makes, versions and shares skills, for agents obey what they say: say it in a terminal of your "
        + "own.";

    private const int ShownMax = 50;
    private const int FoundMax = 10;

    /// <inheritdoc/>
    protected override (SkillCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        SkillCommand.Parse(args);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(SkillCommand command, CommandOrigin origin) =>
        command.Act switch
        {
            SkillAct.List => new(
                SkillAnswers.List(await store.List(origin.Project, null, CancellationToken.None), ShownMax)
            ),
            SkillAct.Search => new(
                SkillAnswers.Found(await search.Find(command.Subject, FoundMax, CancellationToken.None))
            ),
            SkillAct.Sync => await Sync([.. command.Folders], origin),
            SkillAct.Show => await Show(command.Subject),
            SkillAct.Test => await Test(command, origin),
            SkillAct.Leave => await Leave(command.Subject, origin),
            SkillAct.Publish => await Publish(command.Subject, origin),
            SkillAct.Undo => await TakeBack(command.Subject, origin),
            SkillAct.Draft or SkillAct.Extract => origin.IsByAgent
                ? CommandResult.Refused("skills.person", $"{PersonBuilds} Nothing was written.")
                : await builder.Make(command, origin),
            SkillAct.Version => await Built(command, origin, versions.Bump),
            SkillAct.Share => await Built(command, origin, sharing.Share),
            _ => await Trust(command, origin),
        };

    /// <summary>The skill that a person means; else why it is not known which.</summary>
    public async Task<(SkillSummary? Skill, Refusal? Refusal)> One(string name, CancellationToken stop) =>
        await store.List(null, name, stop) switch
        {
            [var one] => (one, null),
            [] => (null, new("skills.unknown", $"There is no skill {name}. See: brain skills")),
            var many => (
                null,
                new(
                    "skills.ambiguous",
                    $"{many.Length} skills are called {name}: say which by its id. "
                        + string.Join(", ", many.Take(FoundMax).Select(one => $"{one.Id} ({one.Path})"))
                )
            ),
        };

    /// <summary>
    /// Reads folders; refused where one is not there, or is not to be looked through again and again.
    /// </summary>
    /// <param name="named">Whole paths; none for all that are known.</param>
    /// <param name="source">The agent or door that it came by.</param>
    /// <param name="isByAgent">It was no person.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<(SkillsSynced? Synced, Refusal? Refusal)> Read(
        string[] named,
        string source,
        bool isByAgent,
        CancellationToken stop
    )
    {
        if (isByAgent && named.Length > 0)
            return (null, new("skills.person", $"{Person} Nothing was changed."));
        var home = Environment.GetEnvironmentVariable("HOME") is ['/', ..] own ? RealPath.Of(own) : null;
        foreach (var folder in named)
        {
            if (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder))
                return (null, new("skills.folder", $"There is no folder {folder}. Nothing was changed."));
            if (NamedFolder.Refusal(RealPath.Of(folder), home) is { } why)
                return (
                    null,
                    new(
                        "skills.folder",
                        $"{folder} is not looked through: {why}. Name one below it. Nothing was changed."
                    )
                );
        }

        return (await sync.Run([.. named.Select(RealPath.Of)], source, stop), null);
    }

    private async Task<CommandResult> Sync(string[] named, CommandOrigin origin)
    {
        var (synced, refusal) = await Read(named, origin.Caller.Source, origin.IsByAgent, CancellationToken.None);
        return synced is null ? CommandResult.Of(refusal!) : new(SkillAnswers.Synced(synced));
    }

    private async Task<CommandResult> Leave(string path, CommandOrigin origin)
    {
        if (origin.IsByAgent)
            return CommandResult.Refused("skills.person", $"{Person} Nothing was changed.");
        var (wasFolder, wasList) = await places.Leave(host.Key, RealPath.Of(path), CancellationToken.None);
        if (wasFolder)
            await sync.Run([], origin.Caller.Source, CancellationToken.None);
        return (wasFolder, wasList) switch
        {
            (true, _) => new(
                $"{path} is not looked through any more; skills that were found by it alone are put away."
            ),
            (_, true) => new($"The list in {path} is not kept any more; what it says stays."),
            _ => CommandResult.Refused(
                "skills.unnamed",
                $"{path} is no folder that was named and no file that has the list. Nothing was changed."
            ),
        };
    }

    private async Task<CommandResult> Show(string name)
    {
        var (skill, refusal) = await One(name, CancellationToken.None);
        return skill is not null && await store.Show(skill, CancellationToken.None) is { } detail
            ? new(SkillAnswers.Whole(detail, host.Key))
            : CommandResult.Of(refusal ?? new("skills.unknown", $"There is no skill {name} any more."));
    }

    private async Task<CommandResult> Test(SkillCommand command, CommandOrigin origin)
    {
        var name = command.Subject;
        if (origin.IsByAgent)
            return CommandResult.Refused("skills.person", $"{Person} Nothing was run or changed.");
        if (name is ['/', ..] && !command.IsEval)
            return await TestFolder(name, command.Build.IsDryRun, origin);
        var (skill, refusal) = await One(name, CancellationToken.None);
        return skill is not null && await store.Show(skill, CancellationToken.None) is { } detail
            ? command.Build.IsDryRun
                ? gate.Show(detail, command.IsEval)
                : await TestKnown(detail, origin, command.IsEval)
            : CommandResult.Of(refusal ?? new("skills.unknown", $"There is no skill {name} any more."));
    }

    private async Task<CommandResult> TestKnown(SkillDetail detail, CommandOrigin origin, bool isEval = false) =>
        await Tested(
            isEval
                ? await gate.Evaluate(detail, CancellationToken.None)
                : await gate.Test(detail, CancellationToken.None),
            new("test", detail.Skill.Name, detail.Skill.Path)
            {
                Skill = detail.Skill.Id,
                Session = origin.Session,
                Version = detail.Skill.Version,
                Source = origin.Caller.Source,
            },
            origin
        );

    // A folder that is known is that skill; of any other the test only runs, for there is nothing to verify.
    private async Task<CommandResult> TestFolder(string named, bool isDryRun, CommandOrigin origin)
    {
        var folder = RealPath.Of(
            named.EndsWith("/SKILL.md", StringComparison.Ordinal) ? Path.GetDirectoryName(named)! : named
        );
        var known = (await store.List(null, null, CancellationToken.None)).FirstOrDefault(one =>
            one.Path == Path.Combine(folder, "SKILL.md")
        );
        if (known is null && !isDryRun)
        {
            await sync.Run([], origin.Caller.Source, CancellationToken.None);
            known = (await store.List(null, null, CancellationToken.None)).FirstOrDefault(one =>
                one.Path == Path.Combine(folder, "SKILL.md")
            );
        }

        if (
            known is not null
            && await store.Show(known, CancellationToken.None) is { } detail
            && detail.Host == host.Key
        )
            return isDryRun ? gate.Show(detail, isEval: false) : await TestKnown(detail, origin);
        var (result, name) = await gate.TestFolder(folder, isDryRun, CancellationToken.None);
        return name is null
            ? result
            : await Tested(
                result,
                new("test", name, folder) { Session = origin.Session, Source = origin.Caller.Source },
                origin
            );
    }

    // What did not run leaves nothing.
    private async Task<CommandResult> Tested(CommandResult result, SkillBuild build, CommandOrigin origin)
    {
        if (result.Refusal is { Code: not "skills.failed" })
            return result;
        var passed = result.Refusal is null;
        var run = await runs.Record(
            build with
            {
                Detail = new Dictionary<string, string> { ["passed"] = passed ? "true" : "false" },
            },
            passed ? "tested" : null,
            begins: false,
            origin
        );
        return passed && run.Length > 0 ? new($"{result.Message}\n{run}") : result;
    }

    private async Task<CommandResult> Built(
        SkillCommand command,
        CommandOrigin origin,
        Func<SkillDetail, SkillBuildOptions, CommandOrigin, Task<CommandResult>> act
    )
    {
        if (origin.IsByAgent)
            return CommandResult.Refused("skills.person", $"{PersonBuilds} Nothing was written.");
        var (skill, refusal) = await One(command.Subject, CancellationToken.None);
        return skill is not null && await store.Show(skill, CancellationToken.None) is { } detail
            ? await act(detail, command.Build, origin)
            : CommandResult.Of(refusal ?? new("skills.unknown", $"There is no skill {command.Subject} any more."));
    }

    private async Task<CommandResult> Publish(string file, CommandOrigin origin)
    {
        if (origin.IsByAgent)
            return CommandResult.Refused("skills.person", $"{Person} Nothing was changed.");
        var (written, refusal) = await lists.Publish(file, origin.Project, CancellationToken.None);
        return refusal is not null
            ? CommandResult.Refused("skills.list", $"{file} was left as it is: {refusal}.")
            : new(
                written
                    ? $"{file} lists the skills that were verified, and is kept so. "
                        + $"To end that: brain skills leave {file}"
                    : $"{file} lists them as they are already, and is kept so."
            );
    }

    private async Task<CommandResult> TakeBack(string name, CommandOrigin origin)
    {
        if (origin.IsByAgent)
            return CommandResult.Refused("skills.person", $"{Person} Nothing was changed.");
        var (skill, refusal) = await One(name, CancellationToken.None);
        if (skill is null || await store.Show(skill, CancellationToken.None) is not { } detail)
            return CommandResult.Of(refusal ?? new("skills.unknown", $"There is no skill {name} any more."));
        var outcome = await trust.TakeBack(
            skill.Id,
            detail.BodyHash,
            new Dictionary<string, string> { ["by"] = origin.Caller.User ?? origin.Caller.Source },
            origin.Session?.Value,
            origin.Caller.Source,
            CancellationToken.None
        );
        return outcome switch
        {
            "done" when (await One($"{skill.Id}", CancellationToken.None)).Skill is { } now => new(
                $"{skill.FullName} is {now.TrustLevel} again; it was {skill.TrustLevel}."
            ),
            "none" => CommandResult.Refused("skills.no_move", $"The trust of {skill.FullName} never moved."),
            "evidence" => CommandResult.Refused(
                "skills.evidence",
                $"{skill.FullName} stays {skill.TrustLevel}: what spoke for the level of before does no more, for its "
                    + "folder changed or its own tests failed. Nothing was changed."
            ),
            _ => Changed(skill),
        };
    }

    private static CommandResult Changed(SkillSummary skill) =>
        CommandResult.Refused(
            "skills.changed",
            $"{skill.FullName} changed meanwhile, so its trust stays. See: brain skills show {skill.Id}"
        );

    private async Task<CommandResult> Trust(SkillCommand command, CommandOrigin origin)
    {
        if (origin.IsByAgent)
            return CommandResult.Refused("skills.person", $"{Person} Nothing was changed.");
        var (skill, refusal) = await One(command.Subject, CancellationToken.None);
        if (skill is null || await store.Show(skill, CancellationToken.None) is not { } detail)
            return CommandResult.Of(refusal ?? new("skills.unknown", $"There is no skill {command.Subject} any more."));
        var from = Enum.Parse<TrustLevel>(skill.TrustLevel, ignoreCase: true);
        if (from == command.Level)
            return new($"{skill.FullName} is {skill.TrustLevel} already.");
        if (!detail.IsWhole && command.Level != TrustLevel.Untested)
            return CommandResult.Refused(
                "skills.in_part",
                $"{skill.FullName} has more files or bytes than are read, and can change unseen: it stays untested."
            );
        if (SkillTrust.Refused(from, command.Level) is { } why)
            return CommandResult.Refused("skills.evidence", $"{skill.FullName} is {skill.TrustLevel}: {why}.");
        var moved = await trust.Move(
            new(skill.Id, detail.BodyHash, from, command.Level)
            {
                Reason = "A person said so.",
                Evidence = new Dictionary<string, string> { ["by"] = origin.Caller.User ?? origin.Caller.Source },
                Session = origin.Session?.Value,
                Source = origin.Caller.Source,
            },
            CancellationToken.None
        );
        return moved
            ? new($"{skill.FullName} is {command.Level.ToString().ToLowerInvariant()} now; it was {skill.TrustLevel}.")
            : Changed(skill);
    }
}
