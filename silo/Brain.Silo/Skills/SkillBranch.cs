using System.Text;
using Brain.Domain.Skills;
using Brain.Messages.Commands;
using Brain.Messages.Projects;

namespace Brain.Silo.Skills;

/// <summary>What is committed.</summary>
/// <param name="Manifest">What the skill says.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Files">Their paths from it.</param>
internal sealed record CommittedSkill(SkillManifest Manifest, string Folder, IReadOnlyList<string> Files);

/// <summary>
/// Commits a skill to a branch of a person's clone. Its work tree, its index and the branch that is checked out stay as
/// they are, none of its hooks runs, and nothing is sent.
/// </summary>
internal sealed class SkillBranch
{
    private const StringSplitOptions RemoveEmpty = StringSplitOptions.RemoveEmptyEntries;
    private const UnixFileMode Executes = UnixFileMode.UserExecute;

    private readonly string _clone;
    private readonly string _index;

    private SkillBranch(string clone, string index) => (_clone, _index) = (clone, index);

    /// <summary>Commits it.</summary>
    /// <param name="within">A folder of the clone.</param>
    /// <param name="branch">The branch; it is made where it is not there.</param>
    /// <param name="skill">What is committed.</param>
    /// <param name="isDry">Only says what would be.</param>
    public static async Task<(string Place, string Shown, CommandResult? Refusal)> Commit(
        string? within,
        string branch,
        CommittedSkill skill,
        bool isDry
    )
    {
        var top = within is null
            ? null
            : await GitProgram.Run(within, ["rev-parse", "--show-toplevel"], new(), default);
        if (top is not { Code: 0 })
            return No("skills.clone", $"{within ?? "nowhere"} is in no clone of git; say it in the folder of one");
        var index = Path.Combine(Path.GetTempPath(), $"brain-index-{Guid.NewGuid():N}");
        try
        {
            return await new SkillBranch(top.Text.TrimEnd('\n'), index).Commit(branch, skill, isDry);
        }
        finally
        {
            File.Delete(index);
        }
    }

    private async Task<(string Place, string Shown, CommandResult? Refusal)> Commit(
        string branch,
        CommittedSkill skill,
        bool isDry
    )
    {
        var head = $"refs/heads/{branch}";
        if (branch.StartsWith('-') || await Said(["check-ref-format", head]) is null)
            return No("skills.branch", $"'{branch}' is no name of a branch");
        var trees = await Said(["worktree", "list", "--porcelain"]) ?? "";
        if (trees.Split('\n').Contains($"branch {head}", StringComparer.Ordinal))
            return No("skills.branch", $"{branch} is checked out, and its work tree would not have the commit's files");
        var old = (await Said(["rev-parse", "--verify", "--quiet", $"{head}^{{commit}}"]))?.Trim();
        var parent = old ?? (await Said(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]))?.Trim();
        var below = ProjectFolder.Holds(_clone, skill.Folder)
            ? Path.GetRelativePath(_clone, skill.Folder)
            : $"skills/{skill.Manifest.Name}";
        var title = $"Share skill {skill.Manifest.Name}{(skill.Manifest.Version is { } version ? $" {version}" : "")}";
        if (isDry)
            return (
                branch,
                $"Branch {branch} of {_clone} would {(old is null ? "begin with" : "have")} a commit '{title}' with "
                    + $"{skill.Files.Count} files in {below}",
                null
            );
        var (commit, fault) = await Write(parent, below, title, skill);
        if (commit is null)
            return No("skills.commit", fault!);
        // An empty old value: the branch is not there.
        if (await Run(["update-ref", "-m", title, head, commit, old ?? ""]) is { Code: not 0 } lost)
            return No("skills.branch", $"{branch} moved meanwhile ({lost.Error.Trim()})");
        return (
            $"{_clone} {branch} {commit}",
            $"Branch {branch} of {_clone} has commit {commit[..12]}, '{title}', with {skill.Files.Count} files in "
                + $"{below}. Nothing was sent; the work tree is as it was.",
            null
        );
    }

    private async Task<(string? Commit, string? Fault)> Write(
        string? parent,
        string below,
        string title,
        CommittedSkill skill
    )
    {
        if (parent is not null && await Said(["read-tree", parent]) is null)
            return (null, "the branch's files can't be read");
        // What the skill had there before is no part of it any more, but for links that it still has.
        string[] above = below == "." ? [] : ["--", $":(top,literal){below}"];
        var prefix = below == "." ? "" : $"{below}/";
        var were = (await Said(["ls-files", "-s", "-z", .. above]) ?? "").Split('\0', RemoveEmpty);
        var gone = were.Where(entry => !IsLink(entry, prefix, skill.Folder)).Select(PathOf).ToArray();
        if (gone.Length > 0)
            await Run(
                ["update-index", "-z", "--force-remove", "--stdin"],
                string.Concat(gone.Select(one => $"{one}\0"))
            );
        var entries = new StringBuilder();
        foreach (var file in skill.Files)
        {
            var path = Path.Combine(skill.Folder, file);
            if (await Said(["hash-object", "-w", "--no-filters", "--", path]) is not { } hash)
                return (null, $"{file} can't be written into the clone");
            var mode = File.GetUnixFileMode(path).HasFlag(Executes) ? "100755" : "100644";
            entries.Append($"{mode} {hash.Trim()}\t{prefix}{file}\0");
        }

        if (await Run(["update-index", "-z", "--index-info"], entries.ToString()) is { Code: not 0 } unfit)
            return (null, $"its files can't be put together: {unfit.Error.Trim()}");
        if ((await Said(["write-tree"]))?.Trim() is not { } tree)
            return (null, "its files can't be put together");
        // git leaves out names that it does not like, and says nothing.
        var has = (await Said(["ls-tree", "-r", "-z", "--name-only", tree]) ?? "").Split('\0').ToHashSet();
        if (skill.Files.FirstOrDefault(file => !has.Contains($"{prefix}{file}")) is { } lost)
            return (null, $"git does not take {prefix}{lost}");
        if (parent is not null && (await Said(["rev-parse", $"{parent}^{{tree}}"]))?.Trim() == tree)
            return (null, "the branch has the skill as it is already");
        string[] after = parent is null ? [] : ["-p", parent];
        var made = await Run(["commit-tree", tree, .. after, "-m", title]);
        return made.Code == 0 ? (made.Text.Trim(), null) : (null, $"git does not commit: {made.Error.Trim()}");
    }

    // MODE HASH STAGE, a tabulator, and the path.
    private static string PathOf(string entry) => entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..];

    private static bool IsLink(string entry, string prefix, string folder) =>
        entry.StartsWith("120000 ", StringComparison.Ordinal)
        && new FileInfo(Path.Combine(folder, PathOf(entry)[prefix.Length..])).LinkTarget is not null;

    private async Task<string?> Said(string[] words) => await Run(words) is { Code: 0 } answer ? answer.Text : null;

    private Task<GitAnswer> Run(string[] words, string text = "") =>
        GitProgram.Run(_clone, words, new() { Text = text, Index = _index }, CancellationToken.None);

    private static (string Place, string Shown, CommandResult? Refusal) No(string code, string why) =>
        ("", "", SkillShare.Refused(code, why));
}
