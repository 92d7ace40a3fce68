using System.Text;
using Brain.Domain.Skills;
using Brain.Domain.Skills.Build;
using Brain.Messages.Commands;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Commands;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>Gives a skill its next version, in its own file, and shows the difference.</summary>
internal sealed class SkillVersions(SkillBuildRuns runs, SkillSync sync, SkillHost host, TimeProvider time)
{
    /// <summary>Bumps it.</summary>
    public async Task<CommandResult> Bump(SkillDetail skill, SkillBuildOptions options, CommandOrigin origin)
    {
        var path = skill.Skill.Path;
        if (skill.Host != host.Key)
            return Refused("skills.elsewhere", $"{skill.Skill.FullName} lies on another machine ({skill.Host})");
        if (skill.Skill.Plugin is { } plugin)
            return Refused("skills.plugin", $"{path} is of plugin {plugin}, and its next version is its author's");
        var identity = FileIdentity.OfItself(path);
        if (identity is null || RegularFile.Read(path, SkillManifest.BytesMax) is not { } bytes)
            return Refused("skills.changed", $"{path} can't be read");
        var text = Encoding.UTF8.GetString(bytes);
        if (!Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes))
            return Refused("skills.encoding", $"{path} is no UTF-8");
        var bump = SkillVersionBump.Of(
            text,
            Path.GetFileName(Path.GetDirectoryName(path)!),
            options.Wanted,
            (DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), options.Why)
        );
        if (bump.Text is not { } after)
            return Refused("skills.version", $"{path}: {bump.Refusal}");
        var shown = string.Join('\n', TextDifference.Of(text, after));
        var step = $"{skill.Skill.FullName}: {bump.From ?? "no version"} to {bump.To}";
        if (options.IsDryRun)
            return new($"{step}, in {path}:\n{shown}\nNothing was written.");
        if (Replaced(path, identity, bytes, after) is { } fault)
            return Refused("skills.changed", $"{path} stays as it is: {fault}");
        await sync.Run([], origin.Caller.Source, CancellationToken.None);
        var build = new SkillBuild("version", skill.Skill.Name, path)
        {
            Skill = skill.Skill.Id,
            Session = origin.Session,
            Version = bump.To,
            Detail = new Dictionary<string, string> { ["from"] = bump.From ?? "", ["why"] = options.Why ?? "" },
            Source = origin.Caller.Source,
        };
        var run = await runs.Record(build, "versioned", begins: false, origin);
        return new(
            $"{step}, in {path}:\n{shown}\nIts folder changed, so it is untested until its test passes: "
                + $"brain skills test {skill.Skill.FullName}\n{run}".TrimEnd()
        );
    }

    private static string? Replaced(string path, FileIdentity identity, byte[] old, string text)
    {
        try
        {
            return FileReplacement.Replace(path, identity, old, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private static CommandResult Refused(string code, string why) =>
        CommandResult.Refused(code, $"{char.ToUpperInvariant(why[0])}{why[1..]}. Nothing was changed.");
}
