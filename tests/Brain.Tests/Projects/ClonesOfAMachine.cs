using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Projects;
using Brain.Tests.Personas;

namespace Brain.Tests.Projects;

/// <summary><c>brain repos sync</c> over clones that git itself made.</summary>
public sealed class ClonesOfAMachine(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Are_kept_with_what_git_says_of_them()
    {
        Make("a/one");
        Git("a/one", "remote", "add", "origin", "git@github.com:Me/One.git");
        Git("a/one", "worktree", "add", "-q", "../two", "-b", "side");
        _home["a/one/f.txt"] = "changed";
        Make("b/plain");

        Assert.StartsWith(
            "2 clones: 2 new, 0 changed, 0 as they were, 0 gone.",
            await Sync(),
            StringComparison.Ordinal
        );

        var repos = await Repos();
        var one = repos.Single(repo => repo.Name == "one");
        Assert.Equal(
            ("github.com/me/one", "github.com/me/one", "trunk", true),
            (one.Remote, one.ProjectKey, one.Branch, one.Dirty)
        );
        Assert.Equal([$"{_home.Path}/a/two"], one.Worktrees);
        Assert.Equal(Git("a/one", "rev-parse", "HEAD").Trim(), one.LastCommit);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), one.CommittedAt);
        var plain = repos.Single(repo => repo.Name == "plain");
        Assert.Equal((null, $"{_home.Path}/b/plain", false), (plain.Remote, plain.ProjectKey, plain.Dirty));
    }

    [Fact]
    public async Task Found_again_leave_no_version_and_gone_are_put_away()
    {
        Make("a");
        Make("b");
        await Sync();

        Assert.StartsWith(
            "2 clones: 0 new, 0 changed, 2 as they were, 0 gone.",
            await Sync(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["0"],
            await silo.Postgres.Lines($"select count(*) from v2.github_repos_history where path like '{_home.Path}/%'")
        );
        Directory.Delete($"{_home.Path}/b", recursive: true);
        Git("a", "checkout", "-q", "-b", "next");

        Assert.StartsWith(
            "1 clones: 0 new, 1 changed, 0 as they were, 1 gone.",
            await Sync(),
            StringComparison.Ordinal
        );

        Assert.Equal("next", Assert.Single(await Repos()).Branch);
        Assert.Equal("archived", (await Repos(all: true)).Single(one => one.Name == "b").Status);
        Make("b");
        await Sync();
        Assert.Equal(2, (await Repos()).Length);
    }

    [Fact]
    public async Task Do_not_loop_by_links_nor_count_submodules()
    {
        Make("a");
        Make("lib");
        Git("a", "-c", "protocol.file.allow=always", "submodule", "add", "-q", $"{_home.Path}/lib", "lib");
        Directory.CreateSymbolicLink($"{_home.Path}/again", _home.Path);
        Directory.CreateSymbolicLink($"{_home.Path}/a/up", _home.Path);

        await Sync();

        Assert.Equal(["a", "lib"], (await Repos()).Select(one => one.Name).Order());
    }

    [Fact]
    public async Task Never_run_what_their_settings_name()
    {
        Make("a");
        _home["a/.gitattributes"] = "*.txt filter=evil";
        Git("a", "add", ".");
        Git("a", "config", "filter.evil.clean", $"touch {_home.Path}/ran; cat");
        Git("a", "config", "core.fsmonitor", $"touch {_home.Path}/ran; false");
        _home["a/f.txt"] = "changed";

        await Sync();

        Assert.Null(Assert.Single(await Repos()).Dirty);
        Assert.False(File.Exists($"{_home.Path}/ran"));
    }

    [Fact]
    public async Task Never_fetch_what_a_partial_one_left_out()
    {
        Make("a");
        var commit = Git("a", "rev-parse", "HEAD").Trim();
        Git("a", "config", "remote.origin.url", $"ext::sh -c touch% {_home.Path}/ran");
        Git("a", "config", "remote.origin.promisor", "true");
        Git("a", "config", "remote.origin.partialclonefilter", "blob:none");
        Git("a", "config", "extensions.partialclone", "origin");
        Git("a", "config", "protocol.ext.allow", "always");
        File.Delete($"{_home.Path}/a/.git/objects/{commit[..2]}/{commit[2..]}");

        await Sync();

        var one = Assert.Single(await Repos());
        Assert.Equal((commit, null, null), (one.LastCommit, one.CommittedAt, one.Dirty));
        Assert.False(File.Exists($"{_home.Path}/ran"));
    }

    [Fact]
    public async Task Are_not_asked_when_their_settings_are_too_long_to_look_through()
    {
        Make("a");
        File.AppendAllText(
            $"{_home.Path}/a/.git/config",
            $"# {new string('ü', 150_000)}\n[filter \"evil\"]\n\tclean = touch {_home.Path}/ran\n"
        );
        _home["a/.git/info/attributes"] = "*.txt filter=evil\n";
        _home["a/f.txt"] = "other";

        await Sync();

        Assert.Null(Assert.Single(await Repos()).Dirty);
        Assert.False(File.Exists($"{_home.Path}/ran"));
    }

    [Fact]
    public async Task Join_the_sessions_that_ran_on_their_projects_and_are_looked_for_there()
    {
        Make("a/one");
        Git("a/one", "remote", "add", "origin", $"https://example.org/x/{Guid.NewGuid():N}");
        Directory.CreateDirectory($"{_home.Path}/a/one/src");
        var talk = new ScriptedSession(silo, $"{_home.Path}/a/one/src");
        await talk.Start();

        await Say("sync");

        var one = (await Repos()).Single(repo => repo.Name == "one");
        Assert.Equal(1, one.Sessions);
        Assert.Equal([one.ProjectKey], await talk.Rows("select project_key from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Are_not_gone_when_a_folder_is_not_there()
    {
        Make("disk/a");
        await Sync();
        Directory.Move($"{_home.Path}/disk", $"{_home.Path}/.away");

        Assert.Equal("repos.folder", (await Say($"sync\n{_home.Path}/disk")).Refusal?.Code);
        await Say("sync");

        Assert.Equal("active", Assert.Single(await Repos()).Status);
        Assert.Equal("repos.usage", (await Say("sync\nrelative")).Refusal?.Code);
    }

    private void Make(string name)
    {
        Directory.CreateDirectory($"{_home.Path}/{name}");
        Git(name, "init", "-q", "-b", "trunk");
        _home[$"{name}/f.txt"] = "first";
        Git(name, "add", ".");
        Git(name, "commit", "-q", "-m", "first");
    }

    private string Git(string folder, params string[] words)
    {
        var start = new ProcessStartInfo("git")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var word in (string[])
                ["-C", $"{_home.Path}/{folder}", "-c", "user.name=me", "-c", "user.email=me@example.org", .. words]
        )
            start.ArgumentList.Add(word);
        start.Environment["GIT_COMMITTER_DATE"] = "1700000000 +0000";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, error.Result);
        return text;
    }

    private async Task<string> Sync() => (await Say($"sync\n{_home.Path}")).Message;

    private async Task<RepoSummary[]> Repos(bool all = false) =>
        [
            .. JsonSerializer
                .Deserialize(
                    await silo.Socket.GetStringAsync($"/repos?all={(all ? "true" : "false")}"),
                    MessagesJson.Default.RepoSummaryArray
                )!
                .Where(one => one.Path.StartsWith(_home.Path + "/", StringComparison.Ordinal)),
        ];

    private async Task<CommandResult> Say(string args)
    {
        using var answer = await silo.Socket.PostAsync(
            "/errands",
            JsonContent.Create(CommandRequest.For(CommandKind.Repos, args), MessagesJson.Default.CommandRequest)
        );
        return JsonSerializer.Deserialize(
            await answer.Content.ReadAsStringAsync(),
            MessagesJson.Default.CommandResult
        )!;
    }
}
