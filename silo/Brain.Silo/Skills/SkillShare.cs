using System.Text;
using Brain.Domain.Skills;
using Brain.Domain.Skills.Build;
using Brain.Messages.Commands;
using Brain.Messages.Secrets;
using Brain.Messages.Skills;
using Brain.Silo.Commands;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>
/// Puts a skill where others have it: a folder, a commit on a branch, or a plugin that a marketplace lists. Nothing
/// that is there already is written over, and nothing is sent anywhere.
/// </summary>
internal sealed class SkillShare(SkillBuildRuns runs, SkillHost host)
{
    private const int ListBytesMax = 4 * 1024 * 1024;
    private const int TextBytesMax = 16 * 1024 * 1024;

    /// <summary>Shares it.</summary>
    public async Task<CommandResult> Share(SkillDetail skill, SkillBuildOptions options, CommandOrigin origin)
    {
        if (new[] { options.Folder, options.Branch, options.Marketplace }.Count(one => one is not null) != 1)
            return Refused("skills.usage", "say one of --folder FOLDER, --branch BRANCH and --marketplace FOLDER");
        if (skill.Host != host.Key)
            return Refused("skills.elsewhere", $"{skill.Skill.FullName} lies on another machine ({skill.Host})");
        var folder = Path.GetDirectoryName(skill.Skill.Path)!;
        if (SkillFolderDigest.Of(folder) is not { IsWhole: true } digest || digest.Hash() != skill.BodyHash)
            return Refused("skills.changed", $"{folder} is not as it is known; say brain skills sync first");
        var (files, left) = await SharedFiles.Of(folder);
        if (!files.Contains(SkillPlace.FileName))
            return Refused("skills.changed", $"{folder} has no {SkillPlace.FileName} that can be shared");
        var secrets = Secrets(folder, files);
        if (secrets.Length > 0 && options is { IsDryRun: false, WithSecrets: false })
            return Refused("skills.secrets", $"{secrets}look, and say it again with --with-secrets");
        if (left.Count > 0)
            secrets += $"Left out, as of this machine: {Listed(left)}. ";
        var read = SkillReader.Read(File.ReadAllText(skill.Skill.Path), Path.GetFileName(folder));
        if (read.Manifest is not { } manifest || SkillDrafter.Refusal(manifest.Name) is not null)
            return Refused("skills.name", $"{skill.Skill.FullName} has no name that others' agents take");
        var (place, shown, refusal) =
            options.Folder is { } to ? Folder(to, manifest, folder, files, options.IsDryRun)
            : options.Marketplace is { } market ? Marketplace(market, manifest, folder, files, options.IsDryRun)
            : await SkillBranch.Commit(origin.Project, options.Branch!, new(manifest, folder, files), options.IsDryRun);
        if (refusal is not null)
            return refusal;
        if (options.IsDryRun)
            return new($"{shown}\n{secrets}Nothing was written.");
        var run = await runs.Record(
            new("share", skill.Skill.Name, place)
            {
                Skill = skill.Skill.Id,
                Session = origin.Session,
                Version = manifest.Version,
                Detail = new Dictionary<string, string>
                {
                    ["way"] =
                        options.Folder is not null ? "folder"
                        : options.Branch is not null ? "branch"
                        : "marketplace",
                    ["body_hash"] = skill.BodyHash,
                    ["trust"] = skill.Skill.TrustLevel,
                },
                Source = origin.Caller.Source,
            },
            "shared",
            begins: false,
            origin
        );
        return new($"{shown}\n{secrets}{run}".TrimEnd());
    }

    private static (string Place, string Shown, CommandResult? Refusal) Folder(
        string to,
        SkillManifest skill,
        string from,
        IReadOnlyList<string> files,
        bool isDry
    )
    {
        var target = Path.Combine(to, skill.Name);
        if (Path.Exists(target))
            return Exists(target);
        if (!isDry && NewFolder.Copy(target, from, files) is { } fault)
            return ("", "", Refused("skills.folder", $"{target} can't be made: {fault}"));
        return (target, $"{target} {(isDry ? "would have" : "has")} {Listed(files)}", null);
    }

    private static (string Place, string Shown, CommandResult? Refusal) Marketplace(
        string market,
        SkillManifest skill,
        string from,
        IReadOnlyList<string> files,
        bool isDry
    )
    {
        var plugin = Path.Combine(market, PluginFiles.Place(skill.Name));
        if (Path.Exists(plugin))
            return Exists(plugin);
        var list = Path.Combine(market, PluginFiles.List);
        var author = Environment.UserName;
        var old = File.Exists(list) ? RegularFile.Read(list, ListBytesMax) : null;
        if (old is null && Path.Exists(list))
            return ("", "", Refused("skills.marketplace", $"{list} can't be read"));
        var said = old is null ? null : Encoding.UTF8.GetString(old);
        if (said is not null && !Encoding.UTF8.GetBytes(said).AsSpan().SequenceEqual(old))
            return ("", "", Refused("skills.encoding", $"{list} is no UTF-8"));
        var (text, why) = PluginFiles.Marketplace(
            said,
            SkillDrafter.NameOf(Path.GetFileName(market.TrimEnd('/'))),
            skill,
            author
        );
        if (text is null)
            return ("", "", Refused("skills.marketplace", $"{market}: {why}"));
        var own = PluginFiles.Plugin(skill, author);
        var shown =
            $"{list} {(isDry ? "would list" : "lists")} plugin {skill.Name}, and {plugin} "
            + $"{(isDry ? "would have" : "has")} "
            + $"{PluginFiles.Own} and skills/{skill.Name} with {Listed(files)}";
        if (isDry)
            return (plugin, $"{shown}\n\n{PluginFiles.List}:\n{text}\n{PluginFiles.Own}:\n{own}", null);
        if (Write(plugin, own, skill.Name, from, files) is { } fault)
            return ("", "", Refused("skills.folder", $"{plugin} can't be made: {fault}"));
        if (List(list, old, text) is not { } lost)
            return (plugin, shown, null);
        Drop(plugin);
        return ("", "", Refused("skills.marketplace", $"{list} stays as it is: {lost}"));
    }

    private static string? List(string list, byte[]? old, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(list)!);
            var identity = old is null ? null : FileIdentity.OfItself(list);
            return FileReplacement.Replace(list, identity, old ?? [], Encoding.UTF8.GetBytes(text));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    // It was not there before, so all in it is this one's.
    private static void Drop(string plugin)
    {
        try
        {
            if (Directory.Exists(plugin))
                Directory.Delete(plugin, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // No marketplace lists it.
        }
    }

    // The plugin's own file last: what is there without it is none.
    private static string? Write(string plugin, string own, string name, string from, IReadOnlyList<string> files)
    {
        if (NewFolder.Copy(Path.Combine(plugin, "skills", name), from, files) is { } fault)
        {
            Drop(plugin);
            return fault;
        }

        var path = Path.Combine(plugin, PluginFiles.Own);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, own);
            return null;
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
        {
            Drop(plugin);
            return lost.Message;
        }
    }

    private static string Secrets(string folder, IReadOnlyList<string> files)
    {
        var (found, unread) = (new List<string>(), new List<string>());
        foreach (var file in files)
        {
            if (RegularFile.Read(Path.Combine(folder, file), TextBytesMax) is not { } bytes)
                unread.Add(file);
            else if (SecretScanner.Find(Encoding.UTF8.GetString(bytes)).Any())
                found.Add(file);
        }

        return (found.Count == 0 ? "" : $"What looks like a secret stands in {string.Join(", ", found)}. ")
            + (unread.Count == 0 ? "" : $"Not looked at, for their size: {string.Join(", ", unread)}. ");
    }

    private static string Listed(IReadOnlyList<string> files) =>
        files.Count <= 10
            ? string.Join(", ", files)
            : $"{string.Join(", ", files.Take(10))} and {files.Count - 10} more";

    private static (string Place, string Shown, CommandResult? Refusal) Exists(string path) =>
        ("", "", Refused("skills.exists", $"{path} is there already and is never written over"));

    internal static CommandResult Refused(string code, string why) =>
        CommandResult.Refused(code, $"{char.ToUpperInvariant(why[0])}{why[1..]}. Nothing was written.");
}
