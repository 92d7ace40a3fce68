using Brain.Messages.Hooks.ClaudeCode;
using System.Diagnostics;
using Brain.Messages.Skills;

namespace Brain.Tests.Skills;

/// <summary><c>brain skills sync</c> over folders as agents have them.</summary>
public sealed class SkillsOfAMachine(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Are_kept_with_all_that_they_say()
    {
        _home["a/pdf-forms/SKILL.md"] = """
            ---
            name: pdf-forms
            description: Fills forms in PDF files.
            version: 1.2.0
            keywords: [forms, acroform]
            category: documents
            trust_level: critical
            health: degraded
            ---
            # Forms
            """;
        _home["a/pdf-forms/scripts/fill.py"] = "print()";

        var synced = await silo.SyncSkills(_home.Path);

        Assert.Equal((1, 1, 0), (synced.Found, synced.Added, synced.Faults.Length));
        var kept = await silo.Skill("pdf-forms");
        Assert.Equal(("1.2.0", "documents", "folder"), (kept.Skill.Version, kept.Skill.Category, kept.Skill.Scope));
        Assert.Equal(["forms", "acroform"], kept.Skill.Keywords);
        Assert.Equal("# Forms", kept.Body.Trim());
        Assert.Equal(2, kept.Files);
        // What a file says of its own trust is its author's word.
        Assert.Equal(("untested", "degraded"), (kept.Skill.TrustLevel, kept.Skill.Health));
    }

    [Fact]
    public async Task Are_kept_however_long_others_are_at_their_rows()
    {
        _home["late/SKILL.md"] = SkillSilo.Text("late-one", "waits");
        await using var other = await silo.Postgres.Database.OpenConnectionAsync();
        await using var work = await other.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("lock table v2.skills in exclusive mode", other, work))
            await hold.ExecuteNonQueryAsync();

        var sync = silo.SyncSkills(_home.Path);
        // More than one wait: the first was given up.
        var waits = new HashSet<string>(StringComparer.Ordinal);
        while (waits.Count < 2 && !sync.IsCompleted)
            waits.UnionWith(
                await silo.Postgres.Lines(
                    "select waitstart from pg_locks where not granted and waitstart is not null "
                        + "and relation = 'v2.skills'::regclass"
                )
            );
        await work.CommitAsync();

        Assert.Equal(1, (await sync).Added);
        Assert.Equal(2, waits.Count);
    }

    [Fact]
    public async Task Found_again_leave_no_version_and_gone_are_put_away()
    {
        _home["one/SKILL.md"] = SkillSilo.Text("one-again", "first");
        _home["two/SKILL.md"] = SkillSilo.Text("two-again", "second");
        await silo.SyncSkills(_home.Path);

        Assert.Equal(Counts(same: 2), Plain(await silo.SyncSkills(_home.Path)));
        Assert.Equal(["0"], await History());
        Directory.Delete($"{_home.Path}/two", recursive: true);
        _home["one/notes.txt"] = "a file beside it";

        Assert.Equal(Counts(changed: 1, gone: 1), Plain(await silo.SyncSkills(_home.Path)));

        Assert.Equal(["archived"], await Rows("status", "two"));
        _home["two/SKILL.md"] = SkillSilo.Text("two-again", "second");
        await silo.SyncSkills(_home.Path);
        Assert.Equal(["active"], await Rows("status", "two"));
    }

    [Fact]
    public async Task That_moved_are_the_same_with_their_history()
    {
        _home["old/SKILL.md"] = SkillSilo.Text("mover", "goes", "A body that is its own.");
        await silo.SyncSkills(_home.Path);
        var before = await silo.Skill("mover");
        Directory.Move($"{_home.Path}/old", $"{_home.Path}/new");
        _home["new/SKILL.md"] = SkillSilo.Text("moved", "went", "A body that is its own.");

        Assert.Equal(Counts(moved: 1), Plain(await silo.SyncSkills(_home.Path)));

        var after = await silo.Skill("moved");
        Assert.Equal(before.Skill.Id, after.Skill.Id);
        Assert.Equal(
            ["mover"],
            await silo.Postgres.Lines($"select name from v2.skills_history where id = '{after.Skill.Id}'")
        );
    }

    [Fact]
    public async Task That_change_places_keep_who_they_are()
    {
        _home["x/SKILL.md"] = SkillSilo.Text("swap-x", "x", "Body of x.");
        _home["y/SKILL.md"] = SkillSilo.Text("swap-y", "y", "Body of y.");
        await silo.SyncSkills(_home.Path);
        Directory.Move($"{_home.Path}/x", $"{_home.Path}/z");
        Directory.Move($"{_home.Path}/y", $"{_home.Path}/x");

        await silo.SyncSkills(_home.Path);

        Assert.EndsWith("/z/SKILL.md", (await silo.Skill("swap-x")).Skill.Path, StringComparison.Ordinal);
        Assert.EndsWith("/x/SKILL.md", (await silo.Skill("swap-y")).Skill.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_can_not_be_read_are_named_and_the_others_load()
    {
        _home["good/SKILL.md"] = SkillSilo.Text("good-one", "works");
        _home["bad/SKILL.md"] = "---\nname: bad-one\ndescription: a\nhealth: fine\n---\n";
        _home["none/SKILL.md"] = "";
        _home["huge/SKILL.md"] = new string('a', 300_000);

        var synced = await silo.SyncSkills(_home.Path);

        Assert.Equal((2, 2), (synced.Added, synced.Unusable));
        Assert.Equal(
            [$"{_home.Path}/bad/SKILL.md:4", $"{_home.Path}/huge/SKILL.md:1", $"{_home.Path}/none/SKILL.md:1"],
            synced.Faults.Select(fault => $"{fault.Path}:{fault.Line}")
        );
        // Said again each time, though nothing is read again.
        Assert.Equal(synced.Faults, (await silo.SyncSkills(_home.Path)).Faults);
    }

    [Fact]
    public async Task Are_not_looked_for_behind_links_nor_held_up_by_pipes()
    {
        using var outside = new Client.ScratchFolder();
        outside["secret/SKILL.md"] = SkillSilo.Text("outside", "elsewhere");
        outside["key.txt"] = "a";
        _home["in/SKILL.md"] = SkillSilo.Text("inside-links", "here");
        Directory.CreateSymbolicLink($"{_home.Path}/away", $"{outside.Path}/secret");
        Directory.CreateSymbolicLink($"{_home.Path}/in/round", _home.Path);
        File.CreateSymbolicLink($"{_home.Path}/in/key.txt", $"{outside.Path}/key.txt");
        Directory.CreateDirectory($"{_home.Path}/piped");
        using (var made = Process.Start("mkfifo", [$"{_home.Path}/piped/SKILL.md"]))
            await made.WaitForExitAsync();
        using (var made = Process.Start("mkfifo", [$"{_home.Path}/in/pipe"]))
            await made.WaitForExitAsync();

        var synced = await silo.SyncSkills(_home.Path);

        Assert.Equal((1, 1, 2), (synced.Added, synced.Unusable, synced.LinksPassed));
        outside["key.txt"] = "another";
        Assert.Equal(1, (await silo.SyncSkills(_home.Path)).Same);
    }

    [Fact]
    public async Task Of_the_user_projects_and_plugins_are_found_by_themselves()
    {
        var plugin = $"{_home.Path}/cache/tools/1.0.0";
        _home["cache/tools/1.0.0/skills/lint/SKILL.md"] = SkillSilo.Text("lint", "of a plugin");
        _home["work/.git/HEAD"] = "ref: refs/heads/trunk";
        _home["work/.claude/skills/deploy-it/SKILL.md"] = SkillSilo.Text("deploy-it", "of a project");
        Directory.CreateDirectory($"{silo.Settings.Skills}/mine-alone");
        await File.WriteAllTextAsync(
            $"{silo.Settings.Skills}/mine-alone/SKILL.md",
            SkillSilo.Text("mine-alone", "of the user")
        );
        var list = $"{silo.Settings.AgentFolders(ClaudeCodeAgent.Known)}/plugins/installed_plugins.json";
        Directory.CreateDirectory(Path.GetDirectoryName(list)!);
        await File.WriteAllTextAsync(
            list,
            """{"version":2,"plugins":{"tools@market":[{"scope":"user","installPath":"P","version":"1.0.0"}]}}""".Replace(
                "\"P\"",
                $"\"{plugin}\""
            )
        );
        await new Personas.ScriptedSession(silo, $"{_home.Path}/work/src").Start();

        await silo.SyncSkills();

        Assert.Equal(("user", null), Place(await Of("mine-alone")));
        Assert.Equal(("plugin", "tools"), Place(await Of("tools:lint")));
        var project = await Of("deploy-it");
        Assert.Equal(("project", $"{_home.Path}/work"), (project.Scope, project.Project));

        // The next version of the plugin lies elsewhere, and is the same skill.
        Directory.Move(plugin, $"{_home.Path}/cache/tools/1.1.0");
        _home["cache/tools/1.1.0/skills/lint/SKILL.md"] = SkillSilo.Text("lint", "of a plugin", "Another body.");
        await File.WriteAllTextAsync(list, (await File.ReadAllTextAsync(list)).Replace("1.0.0", "1.1.0"));
        var lint = (await Of("lint")).Id;
        Assert.Equal(1, (await silo.SyncSkills()).Moved);
        Assert.Equal(lint, (await Of("lint")).Id);

        // A list that can't be read takes nothing away; an empty one does.
        await File.WriteAllTextAsync(list, "{");
        Assert.Equal(0, (await silo.SyncSkills()).Gone);
        await File.WriteAllTextAsync(list, """{"version":2,"plugins":{}}""");
        Assert.Equal(1, (await silo.SyncSkills()).Gone);
    }

    [Fact]
    public async Task Are_not_gone_when_a_disk_is_not_there()
    {
        _home["disk/folder/a/SKILL.md"] = SkillSilo.Text("on-a-disk", "away");
        await silo.SyncSkills($"{_home.Path}/disk/folder");
        // The folders of other tests are gone.
        await silo.SyncSkills();
        Directory.Move($"{_home.Path}/disk", $"{_home.Path}/.away");

        Assert.Equal(0, (await silo.SyncSkills()).Gone);

        Directory.CreateDirectory($"{_home.Path}/disk");
        Assert.Equal(1, (await silo.SyncSkills()).Gone);
    }

    [Fact]
    public async Task Are_found_by_words_in_the_database_itself()
    {
        _home["kube/SKILL.md"] = SkillSilo.Text("kube-rollout", "Rolls a deployment out on a cluster of machines.");
        _home["letters/SKILL.md"] = SkillSilo.Text("cover-letters", "Writes letters to people who may give work.");
        await silo.SyncSkills(_home.Path);

        Assert.Equal(
            ["kube-rollout"],
            await silo.Postgres.Lines(
                "select name from v2.semantic_search_skills('how do I roll out the deployments?', 1)"
            )
        );
        Assert.Contains("cover-letters", (await silo.SaySkills("search\nletter")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_refused_where_a_folder_is_not_there()
    {
        Assert.Equal("skills.folder", (await silo.SaySkills($"sync\n{_home.Path}/none")).Refusal?.Code);
        Assert.Equal("skills.usage", (await silo.SaySkills("sync\nrelative")).Refusal?.Code);
        Assert.Equal("skills.unknown", (await silo.SaySkills("show\nno-such-skill")).Refusal?.Code);
    }

    private async Task<SkillSummary> Of(string name) => (await silo.Skill(name)).Skill;

    private static (string Scope, string? Plugin) Place(SkillSummary skill) => (skill.Scope, skill.Plugin);

    private static string Counts(int changed = 0, int moved = 0, int same = 0, int gone = 0) =>
        $"0 new, {changed} changed, {moved} moved, {same} same, {gone} gone, 0 reset";

    private static string Plain(SkillsSynced one) =>
        $"{one.Added} new, {one.Changed} changed, {one.Moved} moved, {one.Same} same, {one.Gone} gone, "
        + $"{one.Reset} reset";

    private Task<string[]> History() =>
        silo.Postgres.Lines($"select count(*) from v2.skills_history where source_path like '{_home.Path}/%'");

    private Task<string[]> Rows(string column, string folder) =>
        silo.Postgres.Lines(
            $"select {column} from v2.skills where source_path = '{_home.Path}/{folder}/SKILL.md' "
                + "order by updated_at desc"
        );
}
