using System.Globalization;
using System.Text;
using Brain.Domain.Skills;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>
/// The gate to verified: a skill's own test runs in a copy of its folder, and how it ended is written with the folder's
/// hash.
/// </summary>
internal sealed class SkillGate(
    SkillTrustStore trust,
    SkillHost host,
    SkillTestRoom room,
    IEnumerable<ISkillEvals> evals,
    ILogger<SkillGate> logger,
    TimeProvider time
)
{
    /// <summary>A test that runs longer is ended, and failed.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(5);

    // A case is several turns of a model.
    private static readonly TimeSpan EvalTimeMax = TimeSpan.FromMinutes(30);

    private const int ToldMax = 2_000;
    private const int CommandShown = 120;
    private const int HiddenShown = 40;

    /// <summary>Tests one.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="stop">Gives up; then nothing is written.</param>
    public async Task<CommandResult> Test(SkillDetail skill, CancellationToken stop)
    {
        var name = skill.Skill.FullName;
        if (skill.Test is not { } command)
            return Refused(
                "skills.no_test",
                $"{name} declares no test; add `test: COMMAND` to its front matter"
                    + (
                        Cases(skill) is var (found, _)
                            ? $", or have its plugin's cases run by `{found.Command}`, at your cost: "
                                + $"brain skills test {name} --eval"
                            : ""
                    )
            );
        if (skill.Host != host.Key)
            return Refused("skills.elsewhere", $"{name} lies on another machine ({skill.Host}); test it there");
        var folder = Path.GetDirectoryName(skill.Skill.Path)!;
        if (SkillFolderDigest.Of(folder) is not { IsWhole: true } digest || digest.Hash() != skill.BodyHash)
            return Refused("skills.changed", $"{folder} is not as it is known; say brain skills sync first");
        if (room.Hidden() is not { } hidden)
            return Sockets();
        if (!await SkillTestRun.IsPossible(hidden, stop))
            return NoSandbox();
        var began = time.GetTimestamp();
        var result = await InCopy(folder, command, hidden, stop);
        if (result.NoRoom is { } reason)
            return NoRoom(reason);
        var seconds = time.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        // What was copied must be what is known.
        if (
            SkillFolderDigest.Of(folder)?.Hash() != skill.BodyHash
            || !await Write(skill, new(command, seconds, ""), result, stop)
        )
            return Refused(
                "skills.changed",
                $"{folder} changed while it was tested: what its test said holds for neither",
                wasRun: true
            );
        return Told(skill, command, result, seconds);
    }

    /// <summary>
    /// Has the cases of its plugin run by the agent's own program: as the person, with a network, at the person's cost.
    /// </summary>
    public async Task<CommandResult> Evaluate(SkillDetail skill, CancellationToken stop)
    {
        var name = skill.Skill.FullName;
        if (skill.Host != host.Key)
            return Refused("skills.elsewhere", $"{name} lies on another machine ({skill.Host}); test it there");
        if (Cases(skill) is not var (way, plugin))
            return Refused("skills.no_test", $"{name} is in no plugin that brings cases to evaluate it by");
        var folder = Path.GetDirectoryName(skill.Skill.Path)!;
        if (SkillFolderDigest.Of(folder) is not { IsWhole: true } digest || digest.Hash() != skill.BodyHash)
            return Refused("skills.changed", $"{folder} is not as it is known; say brain skills sync first");
        var began = time.GetTimestamp();
        var eval = await way.Run(plugin, skill.Skill.Name, EvalTimeMax, stop);
        if (eval.Result is not { } result)
            return Refused("skills.no_eval", eval.Why);
        var seconds = time.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var command = $"{way.Command} {plugin}";
        return
            SkillFolderDigest.Of(folder)?.Hash() == skill.BodyHash
            && await Write(skill, new(command, seconds, eval.CasesHash), result, stop)
            ? Told(skill, command, result, seconds)
            : Refused("skills.changed", $"{folder} changed while it was tested", wasRun: true);
    }

    /// <summary>Says what would be run, and where. Nothing is run or written.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="isEval">The cases of its plugin are meant.</param>
    public CommandResult Show(SkillDetail skill, bool isEval)
    {
        var name = skill.Skill.FullName;
        if (skill.Host != host.Key)
            return Refused("skills.elsewhere", $"{name} lies on another machine ({skill.Host}); test it there");
        if (!isEval)
            return skill.Test is { } command
                ? Shown(command, Path.GetDirectoryName(skill.Skill.Path)!)
                : Refused("skills.no_test", $"{name} declares no test; add `test: COMMAND` to its front matter");
        return Cases(skill) is var (way, plugin)
            ? new(
                $"`{way.Command} {plugin}` would run as you, with a network and at your cost, for "
                    + $"{(int)EvalTimeMax.TotalMinutes} minutes at most. Nothing was run or changed."
            )
            : Refused("skills.no_test", $"{name} is in no plugin that brings cases to evaluate it by");
    }

    private CommandResult Shown(string command, string folder)
    {
        if (room.Hidden() is not { } hidden)
            return Sockets();
        var shown = hidden.Take(HiddenShown).Select(path => $"\n  {OneLine.Of(path, CommandShown)}");
        var more = hidden.Length > HiddenShown ? $"\n  and {hidden.Length - HiddenShown} more" : "";
        return new(
            $"This would run in a copy of {folder}, for {(int)TimeMax.TotalMinutes} minutes at most:\n"
                + string.Join('\n', command.Split('\n').Select(line => $"  {OneLine.Of(line, ToldMax)}"))
                + "\nIts room has no network, an environment of its own, the copy and a /tmp of its own to write, all "
                + $"else to read only, and none of these:{string.Concat(shown)}{more}\nNothing was run or changed."
        );
    }

    private (ISkillEvals Way, string Plugin)? Cases(SkillDetail skill)
    {
        var folder = Path.GetDirectoryName(skill.Skill.Path)!;
        foreach (var way in evals)
        {
            if (way.PluginOf(folder) is { } plugin)
                return (way, plugin);
        }

        return null;
    }

    /// <summary>Runs the test of a folder that is no skill of the brain's yet. Nothing is written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isDryRun">It is only shown.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>How it went, and the skill's name; null where nothing was run.</returns>
    public async Task<(CommandResult Result, string? Name)> TestFolder(
        string folder,
        bool isDryRun,
        CancellationToken stop
    )
    {
        var page = Path.Combine(folder, "SKILL.md");
        if (RegularFile.Read(page, SkillManifest.BytesMax) is not { } bytes)
            return (Refused("skills.folder", $"there is no {page} that can be read"), null);
        var read = SkillReader.Read(Encoding.UTF8.GetString(bytes), Path.GetFileName(folder));
        if (read.Manifest is not { } manifest)
            return (Refused("skills.folder", $"{page}: {read.Faults[0].Reason}"), null);
        if (manifest.Test is not { } command)
            return (
                Refused("skills.no_test", $"{page} declares no test; add `test: COMMAND` to its front matter"),
                null
            );
        if (isDryRun)
            return (Shown(command, folder), null);
        if (room.Hidden() is not { } hidden)
            return (Sockets(), null);
        if (!await SkillTestRun.IsPossible(hidden, stop))
            return (NoSandbox(), null);
        var began = time.GetTimestamp();
        var result = await InCopy(folder, command, hidden, stop);
        if (result.NoRoom is { } reason)
            return (NoRoom(reason), null);
        var seconds = time.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var said =
            $"`{OneLine.Of(command, CommandShown)}` {Ended(result)} in {seconds} s, without a network\n"
            + result.Output.TrimEnd();
        return (
            result.Passed
                ? new(
                    $"{manifest.Name} passed its own test, and is no skill that the brain knows, so nothing is "
                        + $"verified: {said}"
                )
                : CommandResult.Refused("skills.failed", $"{manifest.Name} failed its own test: {said}"),
            manifest.Name
        );
    }

    private static CommandResult NoRoom(string reason) =>
        Refused("skills.no_sandbox", $"the test was not run, there was {reason}");

    private static CommandResult Sockets() =>
        Refused("skills.no_sandbox", "more sockets are open on this machine than a test can be kept away from");

    private static CommandResult NoSandbox() =>
        Refused(
            "skills.no_sandbox",
            "this machine can't run a test alone: `unshare --user --mount --net --ipc --uts --cgroup --pid` "
                + "must work for this user, with mounts that can be made read-only"
        );

    private async Task<bool> Write(
        SkillDetail skill,
        GateProof proof,
        SkillTestResult result,
        CancellationToken stop
    ) =>
        await trust.Verify(
            skill.Skill.Id,
            skill.BodyHash,
            result.Passed,
            new Dictionary<string, string>
            {
                ["command"] = proof.Command,
                ["ended"] = Ended(result),
                ["seconds"] = proof.Seconds,
                ["output"] = result.Output,
                ["cases"] = proof.Cases,
            },
            stop
        );

    private static CommandResult Told(SkillDetail skill, string command, SkillTestResult result, string seconds)
    {
        var end = result.Output.Length > ToldMax ? result.Output[^ToldMax..] : result.Output;
        var said = $"`{OneLine.Of(command, CommandShown)}` {Ended(result)} in {seconds} s\n{end}".TrimEnd();
        var what = $"{skill.Skill.FullName}{(skill.Skill.Version is { } version ? $" {version}" : "")}";
        return result.Passed
            ? new($"{what} is verified, with folder {skill.BodyHash[..12]}: {said}")
            : CommandResult.Refused("skills.failed", $"{what} failed its own test and is degraded: {said}");
    }

    private static string Ended(SkillTestResult result) =>
        result.Code is { } code ? $"ended with {code}" : "was ended at its limit of time";

    private async Task<SkillTestResult> InCopy(string folder, string command, string[] hidden, CancellationToken stop)
    {
        var copy = Directory.CreateTempSubdirectory("brain-skill-");
        try
        {
            Copy(new(folder), copy.FullName);
            return await SkillTestRun.Run(new(command, copy.FullName, hidden), TimeMax, stop);
        }
        finally
        {
            SkillTestCopy.Delete(copy, logger);
        }
    }

    // A folder of that name without this file is none of git's.
    private static bool IsClone(DirectoryInfo folder) =>
        folder.Name == ".git" && File.Exists(Path.Combine(folder.FullName, "HEAD"));

    private static void Copy(DirectoryInfo from, string to)
    {
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo folder && !IsClone(folder))
                Copy(folder, Directory.CreateDirectory(target).FullName);
            else if (entry is FileInfo file && FileIdentity.OfItself(file.FullName) is not null)
                file.CopyTo(target);
        }
    }

    // What was run, how long it took, and the hash of the cases where it was these.
    private sealed record GateProof(string Command, string Seconds, string Cases);

    private static CommandResult Refused(string code, string why, bool wasRun = false) =>
        CommandResult.Refused(
            code,
            $"{char.ToUpperInvariant(why[0])}{why[1..]}. Nothing was {(wasRun ? "changed" : "run or changed")}."
        );
}
