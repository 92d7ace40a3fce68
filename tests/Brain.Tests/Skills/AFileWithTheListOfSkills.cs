using Brain.Messages.Commands;
using Brain.Postgres.Skills;
using Brain.Silo.Files;
using Brain.Silo.Skills;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Skills;

/// <summary>Files that the list of skills is kept in, and those that it is kept out of.</summary>
public sealed class AFileWithTheListOfSkills(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _home = new();

    private string File => $"{_home.Path}/NOTES.md";

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Is_followed_whatever_it_is_called_and_until_it_is_left()
    {
        _home["notes.txt"] = "x";
        await Publish(File);
        await Verify("s/lark", "lark-song");

        await Refresh();

        Assert.Contains("lark-song", _home["NOTES.md"], StringComparison.Ordinal);
        Assert.Equal("skills.person", (await Say($"leave\n{File}", byAgent: true)).Refusal?.Code);
        Assert.Null((await Say($"leave\n{File}")).Refusal);
        var left = _home["NOTES.md"];
        await Verify("s/wren", "wren-song");
        await Refresh();
        Assert.Equal(left, _home["NOTES.md"]);
        Assert.Equal("skills.unnamed", (await Say($"leave\n{File}")).Refusal?.Code);
    }

    [Fact]
    public async Task That_only_came_with_the_marks_is_nobodys_to_write()
    {
        _home["repo/.git/HEAD"] = "ref: refs/heads/trunk";
        _home["mine.md"] = "";
        await Publish($"{_home.Path}/mine.md");
        var marked = _home["mine.md"];
        _home["repo/CLAUDE.md"] = marked;
        await new Personas.ScriptedSession(silo, $"{_home.Path}/repo").Start();
        await Verify("s/rook", "rook-song");

        await Refresh();

        Assert.Equal(marked, _home["repo/CLAUDE.md"]);
        Assert.Contains("rook-song", _home["mine.md"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_project_has_that_projects_skills_alone()
    {
        _home["repo/.git/HEAD"] = "ref: refs/heads/trunk";
        await Verify("own/crow", "crow-song");
        await Verify("repo/skills/gull", "gull-song");

        await Publish($"{_home.Path}/repo/AGENTS.md");

        Assert.Contains("gull-song", _home["repo/AGENTS.md"], StringComparison.Ordinal);
        Assert.DoesNotContain("crow-song", _home["repo/AGENTS.md"], StringComparison.Ordinal);
        await silo.SaySkills("trust\ngull-song\ncritical");
        await silo.SaySkills("trust\ncrow-song\ncritical");
    }

    [Fact]
    public async Task Names_no_critical_skill_that_was_not_tested()
    {
        _home["s/owl/SKILL.md"] = SkillSilo.Text("owl-untested", "Hoots.");
        await silo.SyncSkills($"{_home.Path}/s");
        Assert.Null((await silo.SaySkills("trust\nowl-untested\ncritical")).Refusal);

        await Publish(File);

        Assert.DoesNotContain("owl-untested", _home["NOTES.md"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_read_only_or_has_two_names_is_left_alone()
    {
        _home["NOTES.md"] = "mine\n";
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("read-only", (await Say($"publish\n{File}")).Message, StringComparison.Ordinal);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var made = System.Diagnostics.Process.Start("ln", [File, $"{_home.Path}/twin.md"]))
            await made.WaitForExitAsync();

        Assert.Contains("2 names", (await Say($"publish\n{File}")).Message, StringComparison.Ordinal);

        Assert.Equal("mine\n", _home["NOTES.md"]);
    }

    [Fact]
    public void Keeps_its_mode_and_owner()
    {
        _home["NOTES.md"] = "mine\n";
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        System.IO.File.SetUnixFileMode(File, mode);
        var before = FileIdentity.OfItself(File)!;

        Assert.Null(FileReplacement.Replace(File, before, "mine\n"u8.ToArray(), "ours\n"u8.ToArray()));

        Assert.Equal("ours\n", _home["NOTES.md"]);
        Assert.Equal(mode, System.IO.File.GetUnixFileMode(File));
        var after = FileIdentity.OfItself(File)!;
        Assert.Equal((before.Owner, before.Group), (after.Owner, after.Group));
        Assert.Single(Directory.GetFileSystemEntries(_home.Path));
    }

    [Fact]
    public void Has_an_edit_of_a_moment_ago_back()
    {
        _home["NOTES.md"] = "edited\n";
        var now = FileIdentity.OfItself(File)!;

        // Read before the edit, looked at after it: only what is there tells.
        Assert.NotNull(FileReplacement.Replace(File, now, "mine\n"u8.ToArray(), "ours\n"u8.ToArray()));

        Assert.Equal("edited\n", _home["NOTES.md"]);
        Assert.Single(Directory.GetFileSystemEntries(_home.Path));
    }

    private async Task Publish(string file) => Assert.Null((await Say($"publish\n{file}")).Refusal);

    private Task<CommandResult> Say(string args, bool byAgent = false) =>
        silo.SaySkills(args, new("skills", "") { ByAgent = byAgent });

    private Task Refresh() => silo.Services.GetRequiredService<SkillLists>().Refresh(default);

    private async Task Verify(string folder, string name)
    {
        _home[$"{folder}/SKILL.md"] = SkillSilo.Text(name, "Sings.", $"Of {name}.");
        await silo.SyncSkills($"{_home.Path}/{folder}");
        var skill = await silo.Skill(name);
        await silo.Services.GetRequiredService<SkillTrustStore>()
            .Verify(skill.Skill.Id, skill.BodyHash, passed: true, new Dictionary<string, string>(), default);
    }
}
