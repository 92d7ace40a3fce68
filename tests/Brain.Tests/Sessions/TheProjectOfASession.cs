using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Messages.Projects;
using Brain.Silo.Files;
using Brain.Tests.Client;
using Brain.Tests.Personas;

namespace Brain.Tests.Sessions;

/// <summary>A project is its git remote where there is one, else the real path of its repository or folder.</summary>
public sealed class TheProjectOfASession(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Is_one_in_all_worktrees_of_a_repository()
    {
        var repository = Repository("repo");
        Git(repository, "worktree", "add", "-q", "../feat", "-b", "feat");
        Directory.CreateDirectory($"{_scratch.Path}/feat/src");

        await Meet(repository, $"{_scratch.Path}/feat");
        await Meet($"{_scratch.Path}/feat/src", repository);
        Assert.Equal(Real(repository), ProjectFolders.Look($"{_scratch.Path}/feat/src"));
    }

    [Fact]
    public async Task Is_one_through_a_link_a_slash_and_a_windows_drives_letters()
    {
        Directory.CreateDirectory($"{_scratch.Path}/plain");
        File.CreateSymbolicLink($"{_scratch.Path}/link", $"{_scratch.Path}/plain");

        await Meet($"{_scratch.Path}/plain", $"{_scratch.Path}/link/");
        await Meet("/mnt/C/Users/Me/Site", "/mnt/c/users/me/site/");
        await Meet("/nowhere/to/be/found", "/nowhere/to/be//found/");
    }

    [Fact]
    public async Task Is_one_in_every_clone_and_worktree_of_a_remote()
    {
        var (one, two) = (Repository("one"), Repository("two"));
        Git(one, "remote", "add", "origin", "https://me:hidden@github.com/Owner/Repo.git");
        Git(two, "remote", "add", "origin", "git@github.com:owner/repo");
        Git(two, "worktree", "add", "-q", "../three", "-b", "three");

        var there = await Meet(one, $"{_scratch.Path}/three");

        Assert.Equal(
            [$"github.com/owner/repo | {_scratch.Path}/three"],
            await there.Rows("select project_key, project_path from v2.sessions where id = '{0}'")
        );
    }

    [Fact]
    public async Task Is_another_in_another_folder_of_the_same_name()
    {
        var (one, two) = (Repository("a/site"), Repository("b/site"));

        Assert.False(await Hears(one, two, heard: null));
    }

    [Fact]
    public async Task Is_told_by_the_carrier_where_the_silo_can_see_no_folder()
    {
        var word = Word();
        var mine = new ScriptedSession(silo, "/workspaces/site");
        await Start(mine, "/container/site", $"/container/site/.git\n{word}.example/team/site");
        await mine.Prompt($"rework {word}");
        var theirs = new ScriptedSession(silo, "/somewhere/else");

        var json = await Start(theirs, "/elsewhere", $"/elsewhere/.git\n{word}.example/team/site");

        Assert.Contains(word, json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            [$"/container/site | {word}.example/team/site"],
            await mine.Rows("select project_path, project_key from v2.sessions where id = '{0}'")
        );
    }

    [Fact]
    public async Task Stays_when_the_working_folder_drifts()
    {
        var repository = Repository("drifts");
        var other = Repository("other");
        var session = new ScriptedSession(silo, repository);
        await session.Start();

        await session.Hook("UserPromptSubmit", ("prompt", "go on"), ("cwd", other));
        await session.Hook("SessionStart", ("source", "compact"), ("cwd", other));

        Assert.Equal(
            [$"{Real(repository)} | {repository}"],
            await session.Rows("select project_key, project_path from v2.sessions where id = '{0}'")
        );
    }

    [Fact]
    public async Task Takes_along_what_was_learnt_before_it_had_a_remote()
    {
        var repository = Repository("young");
        var (word, key) = (Word(), $"code.example/{Word()}/young");
        var old = new ScriptedSession(silo, repository);
        await old.Start();
        await silo.Postgres.Run(
            "insert into v2.learnings (session_id, project_path, text, kind, status) "
                + $"values ('{old.Id}', '{repository}', 'the {word} is loose', 'lesson', 'active')"
        );
        var before = await old.Rows("select updated_at from v2.sessions where id = '{0}'");
        Git(repository, "remote", "add", "origin", $"https://{key}.git");
        var next = new ScriptedSession(silo, repository);

        var json = await Start(next, repository, $"{repository}/.git\n{key}");

        Assert.Contains(word, json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([key], await old.Rows("select project_key from v2.sessions where id = '{0}'"));
        Assert.Equal([key], await old.Rows("select project_key from v2.learnings where session_id = '{0}'"));
        Assert.Equal(before, await old.Rows("select updated_at from v2.sessions where id = '{0}'"));
        Assert.Equal(
            [Real(repository)],
            await old.Rows(
                "select project_key from v2.sessions_history where id = '{0}' order by valid_to desc limit 1"
            )
        );
    }

    [Fact]
    public async Task Is_found_for_what_was_written_before_there_were_projects()
    {
        var repository = Repository("before");
        Git(repository, "remote", "add", "upstream", "https://code.example/team/before.git");
        var old = Guid.NewGuid();
        await silo.Postgres.Run(
            "insert into v2.sessions (id, started_at, project_path, project_key) "
                + $"values ('{old}', now(), '{repository}', '{repository}')"
        );

        await silo.Sleep();
        await silo.Wake();

        for (var attempt = 0; ; attempt++)
        {
            var key = await silo.Postgres.Lines($"select project_key from v2.sessions where id = '{old}'");
            if (key is ["code.example/team/before"])
                return;
            Assert.True(attempt < 1_200, string.Join(' ', key));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Is_what_its_settings_are_said_of()
    {
        var repository = Repository("strict");
        Git(repository, "worktree", "add", "-q", "../strict-feat", "-b", "feat");
        await File.WriteAllTextAsync(
            Path.Combine(silo.Settings.Home, "brain.json"),
            $$"""{"projects": [{"path": "{{repository}}/", "mode": "sparring"}]}""",
            TestContext.Current.CancellationToken
        );
        var session = new ScriptedSession(silo, $"{_scratch.Path}/strict-feat");
        await session.Start();

        Assert.Equal(["sparring"], await session.Rows("select mode from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Lists_its_sessions_from_any_of_its_folders()
    {
        var repository = Repository("listed");
        Git(repository, "worktree", "add", "-q", "../listed-feat", "-b", "feat");
        Directory.CreateDirectory($"{repository}/src");
        var session = new ScriptedSession(silo, repository);
        await session.Start();

        foreach (var folder in (string[])[$"{_scratch.Path}/listed-feat/", $"{repository}/src", $"{repository}/"])
        {
            var listed = await silo.Socket.GetStringAsync(
                $"/sessions?project={Uri.EscapeDataString(folder)}",
                TestContext.Current.CancellationToken
            );
            Assert.Contains(session.Id.ToString(), listed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Is_its_own_where_the_persons_home_is_a_repository()
    {
        var home = Repository("home");
        Directory.CreateDirectory($"{home}/notes");
        GitFiles files = new(
            path => Path.Exists(path) ? Path.GetFullPath(path) : null,
            (path, most) => File.Exists(path) ? File.ReadAllBytes(path) : null
        );

        Assert.Equal($"{home}/notes", GitRepository.ProjectOf($"{home}/notes", files, home));
        Assert.Equal(home, GitRepository.ProjectOf(home, files, home));
        Assert.Equal(home, GitRepository.ProjectOf($"{home}/notes", files, "/somebody/else"));
    }

    [Fact]
    public void Is_that_of_the_folder_that_was_cloned()
    {
        var source = Repository("source");
        Git(_scratch.Path, "clone", "-q", source, "copy");
        Git(_scratch.Path, "clone", "-q", "--bare", source, "bare.git");
        Git(_scratch.Path, "clone", "-q", "bare.git", "of-bare");

        Assert.Equal(Real(source), ProjectFolders.Look($"{_scratch.Path}/copy"));
        Assert.Equal(Real(source), ProjectFolders.Look($"{_scratch.Path}/of-bare"));
        Git(source, "remote", "add", "origin", "git@github.com:owner/source.git");
        Assert.Equal("github.com/owner/source", ProjectFolders.Look($"{_scratch.Path}/of-bare"));
    }

    [Fact]
    public void Is_named_whatever_lies_in_place_of_gits_files()
    {
        _scratch["odd/.git"] = "gitdir: nowhere\n";
        _scratch["pipe/a"] = "a";
        using (var made = Process.Start("mkfifo", $"{_scratch.Path}/pipe/.git"))
            made!.WaitForExit();
        _scratch["loop/.git"] = "gitdir: ../loop/.git\n";
        var self = Repository("self");
        Git(self, "remote", "add", "origin", self);

        foreach (var name in (string[])["odd", "pipe", "loop", "self"])
            Assert.Equal(Real($"{_scratch.Path}/{name}"), ProjectFolders.Look($"{_scratch.Path}/{name}"));
    }

    [Fact]
    public void Goes_back_out_of_a_folder_that_is_not_there()
    {
        _scratch["there/file"] = "";
        Directory.CreateSymbolicLink($"{_scratch.Path}/link", $"{_scratch.Path}/there");
        var real = RealPath.Of($"{_scratch.Path}/there");

        Assert.Equal(real, RealPath.Of($"{_scratch.Path}/none/../there"));
        Assert.Equal(real, RealPath.Of($"{_scratch.Path}/none/at/all/../../../link"));
        Assert.Equal($"{real}/new", RealPath.Of($"{_scratch.Path}/link/none/../new"));
        Assert.Equal("/none", RealPath.Of("/../none"));
    }

    private static string Word() => $"zebra{Guid.NewGuid():N}"[..16];

    private static string Real(string path) => ProjectFolder.Of(RealPath.Of(path))!;

    private async Task<ScriptedSession> Meet(string one, string two)
    {
        ScriptedSession? there = null;
        Assert.True(await Hears(one, two, session => there = session), $"{two} does not hear of {one}");
        return there!;
    }

    private async Task<bool> Hears(string one, string two, Action<ScriptedSession>? heard)
    {
        var word = Word();
        var here = new ScriptedSession(silo, one);
        await here.Start();
        await here.Prompt($"rework {word}");
        var there = new ScriptedSession(silo, two);
        heard?.Invoke(there);
        return (await there.Start()).ToJsonString().Contains(word, StringComparison.Ordinal);
    }

    private static Task<JsonObject> Start(ScriptedSession session, string folder, string repository) =>
        session.Hook("SessionStart", [("source", "startup")], request =>
        {
            request.Headers.Add("Brain-Folder", Convert.ToBase64String(Encoding.UTF8.GetBytes(folder)));
            request.Headers.Add("Brain-Repository", Convert.ToBase64String(Encoding.UTF8.GetBytes(repository)));
        });

    private string Repository(string name)
    {
        var folder = Path.Combine(_scratch.Path, name);
        Directory.CreateDirectory(folder);
        Git(folder, "init", "-q");
        Git(folder, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "--allow-empty", "-m", "x");
        return folder;
    }

    private static void Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
