using System.Text;
using Brain.Domain.Review;
using Brain.Domain.Skills;
using Brain.Domain.Skills.Build;
using Brain.Domain.Skills.Scan;
using Brain.Messages.Commands;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Commands;

namespace Brain.Silo.Skills;

/// <summary>Makes skills of what sessions did, or of a learning: a folder that was not there before.</summary>
internal sealed class SkillBuilder(
    SkillBuildStore store,
    SkillBuildRuns runs,
    SkillProse prose,
    IEnumerable<ISkillSource> sources
)
{
    private const string Page = "SKILL.md";
    private const int ShortId = 8;

    /// <summary>Drafts one of a whole session, or extracts one of a stretch of it or of a learning.</summary>
    public async Task<CommandResult> Make(SkillCommand command, CommandOrigin origin)
    {
        var (name, options) = (command.Subject.Length == 0 ? null : command.Subject, command.Build);
        if (name is not null && SkillDrafter.Refusal(name) is { } odd)
            return Refused("skills.name", odd);
        if (command.Act == SkillAct.Extract && !options.HasTurns && options.Learning is null)
            return Refused("skills.usage", "say which turns, --turns 3-7, or which learning, --learning ID");
        var (draft, project, refusal) = options.Learning is { } learning
            ? await OfLearning(name, learning)
            : await OfTurns(name, options, origin);
        if (draft is null)
            return refusal!;
        var note = "";
        if (prose.IsPossible && options is { IsDryRun: true, ByRules: false })
            note = "By rules; written for good, a chat model is asked for its prose unless you say --rules.";
        else if (prose.IsPossible && !options.ByRules)
        {
            var (written, fault) = await prose.Write(draft, CancellationToken.None);
            note = fault is null ? "Its prose is a chat model's, its steps are the rules'." : $"By rules: {fault}";
            draft = written;
        }

        var root = options.To ?? Root(project ?? origin.Project);
        return root is null
            ? Refused(
                "skills.folder",
                "no folder is known in which the agent looks for skills; say one with --to FOLDER"
            )
            : await Write(command.Act, draft, new(root, note, options.IsDryRun), origin);
    }

    private async Task<(SkillDraft? Draft, string? Project, CommandResult? Refusal)> OfTurns(
        string? name,
        SkillBuildOptions options,
        CommandOrigin origin
    )
    {
        if (origin.Session is not { } session)
            return (null, null, Refused("skills.session", "say which session, --session ID"));
        var turns = await store.Turns(session, options.FirstTurn, options.LastTurn, CancellationToken.None);
        if (turns.Length == 0)
            return (null, null, Refused("skills.no_turns", $"session {Short(session.Value)} has no such turns"));
        var project = turns[0].Project;
        var draft = SkillDrafter.Of(
            name,
            [.. turns.Select(turn => new DraftTurn(turn.Num, turn.Asked, IsTakenBack(turn), turn.Calls))],
            project,
            $"Session {Short(session.Value)}, turns {turns[0].Num} to {turns[^1].Num}"
        );
        return draft is null
            ? (
                null,
                project,
                Refused(
                    "skills.no_steps",
                    $"turns {turns[0].Num} to {turns[^1].Num} of session {Short(session.Value)} have no step "
                        + "that worked: no command that does something, no file that was written"
                )
            )
            : (draft, project, null);
    }

    private async Task<(SkillDraft? Draft, string? Project, CommandResult? Refusal)> OfLearning(
        string? name,
        string id
    ) =>
        await store.Learning(id, CancellationToken.None) switch
        {
            [var one] => (SkillDrafter.OfWords(name, one.Text, $"Learning {Short(one.Id)}"), one.Project, null),
            [] => (null, null, Refused("skills.learning", $"there is no learning {id} that was taken over")),
            _ => (null, null, Refused("skills.learning", $"several learnings begin with {id}")),
        };

    private static bool IsTakenBack(StoredDraftTurn turn) =>
        turn.Status != "ok"
        || TurnClassifier.IsCorrected(
            new()
            {
                Num = turn.Num,
                Status = turn.Status,
                Asked = turn.Asked,
                Answered = turn.Answered,
                Next = turn.Next,
            }
        );

    private async Task<CommandResult> Write(SkillAct act, SkillDraft draft, DraftPlace place, CommandOrigin origin)
    {
        var (text, test) = (draft.ToText(), draft.ToTest());
        var read = SkillReader.Read(text, draft.Name);
        if (read.Manifest is null || read.Faults.Length > 0)
            return Refused("skills.unreadable", $"the draft's line {read.Faults[0].Line}: {read.Faults[0].Reason}");
        var folder = Path.Combine(place.Root, draft.Name);
        if (Path.Exists(folder))
            return Refused("skills.exists", $"{folder} is there already and is never written over; say another name");
        var scan = Scan(draft.Name, text, test);
        if (scan.Capabilities.RunsFirst.Count > 0 || (draft.Words is not null && scan.Worst == ScanSeverity.Error))
            return Refused(
                "skills.unsafe",
                $"the draft would do what no skill should:\n{string.Join('\n', Findings(scan))}\n"
                    + "Change what it is made of first"
            );
        var told = Told(draft, scan, place.Note);
        if (place.IsDryRun)
            return new(
                $"{folder} would have {Page}:\n\n{text}\nand {SkillDraft.TestFile}:\n\n{test}\n{told}\n"
                    + "Nothing was written."
            );
        if (NewFolder.Write(folder, [(Page, text, false), (SkillDraft.TestFile, test, true)]) is { } fault)
            return Refused("skills.folder", $"{folder} can't be made: {fault}");
        var build = new SkillBuild(act == SkillAct.Draft ? "draft" : "extract", draft.Name, Path.Combine(folder, Page))
        {
            Session = origin.Session,
            Version = SkillDraft.VersionFirst,
            ByModel = place.Note.StartsWith("Its prose", StringComparison.Ordinal),
            Detail = new Dictionary<string, string>
            {
                ["origin"] = draft.Origin,
                ["inputs"] = string.Join(", ", draft.Inputs.Select(one => one.Name)),
                ["left_out"] = string.Join(' ', draft.LeftOut),
            },
            Source = origin.Caller.Source,
        };
        var run = await runs.Record(build, act == SkillAct.Draft ? "draft" : "extracted", begins: true, origin);
        return new(
            $"{folder} has the draft: {Page} and {SkillDraft.TestFile}, version {SkillDraft.VersionFirst}. Look at it "
                + $"before you use it.\n{told}{run}\nThen: brain skills test {folder}"
        );
    }

    private static SkillScanReport Scan(string name, string text, string test) =>
        SkillScanner.Scan(
            name,
            [new(Page, Encoding.UTF8.GetBytes(text)), new(SkillDraft.TestFile, Encoding.UTF8.GetBytes(test))]
        );

    private static string[] Findings(SkillScanReport scan) =>
        [
            .. scan
                .Findings.Where(one => one.Severity > ScanSeverity.Note)
                .Select(one =>
                    $"  {one.Severity.ToString().ToLowerInvariant()} {one.Rule} {one.Path}:{one.Line} {one.Reason}"
                ),
        ];

    private static string Told(SkillDraft draft, SkillScanReport scan, string note)
    {
        var findings = Findings(scan);
        var told = new StringBuilder();
        told.Append($"{draft.Parts.Sum(part => part.Steps.Length)} steps; inputs: ");
        told.Append(draft.Inputs.IsEmpty ? "none" : string.Join(", ", draft.Inputs.Select(one => one.Name)))
            .Append(".\n");
        told.AppendJoin("", draft.LeftOut.Select(one => $"{one}\n"));
        told.Append(
            findings.Length == 0
                ? "The scan finds nothing in it.\n"
                : $"The scan finds:\n{string.Join('\n', findings)}\n"
        );
        return note.Length == 0 ? told.ToString() : told.Append(note).Append('\n').ToString();
    }

    private string? Root(string? project)
    {
        var roots = sources.SelectMany(one => one.Roots(project is null ? [] : [project], out _)).ToArray();
        return (
            Array.Find(roots, root => root.Scope == SkillRoot.OfProject && root.Project == project)
            ?? Array.Find(roots, root => root.Scope == (project is null ? SkillRoot.OfUser : SkillRoot.OfProject))
            ?? Array.Find(roots, root => root.Scope == SkillRoot.OfUser)
        )?.Path;
    }

    private static string Short(Guid id) => id.ToString()[..ShortId];

    private static CommandResult Refused(string code, string why) =>
        CommandResult.Refused(code, $"{char.ToUpperInvariant(why[0])}{why[1..]}. Nothing was written.");

    private sealed record DraftPlace(string Root, string Note, bool IsDryRun);
}
