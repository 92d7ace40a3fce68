using System.Diagnostics;
using System.Globalization;
using Brain.Postgres.Projects;
using Brain.Silo.Projects;
using Brain.Tests.Client;

namespace Brain.Tests.Costs;

public sealed class ACommitOfATurnByItsLines : IDisposable
{
    private const string Name = "0123456789012345678901234567890123456789";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Has_landed_of_a_branch_of_many()
    {
        Begin();
        // The first one's lines were written over by the last.
        string[] lost =
        [
            Commit("dates.txt", "a draft of it\n"),
            .. Enumerable.Range(0, 40).Select(nth => Commit($"{nth}.txt", $"the lines of {nth}\n")),
            Commit("dates.txt", "as it shall be\n"),
        ];
        var squash = Squash();

        Assert.Equal(lost.Select(sha => $"{sha} Landed in {squash}"), await Find(lost));
    }

    [Fact]
    public async Task Is_looked_for_where_its_branch_says_too_much()
    {
        Begin();
        // Once it can be read, twice it can't.
        var lines = Enumerable.Range(0, 170_000).Select(nth => $"a line of some sixty letters as people write {nth}\n");
        string[] lost = [Commit("long.txt", string.Concat(lines)), Commit("short.txt", "a few words\n")];
        var squash = Squash();

        Assert.Equal(lost.Select(sha => $"{sha} Landed in {squash}"), await Find(lost));
    }

    [Fact]
    public async Task Is_looked_for_whatever_the_clones_settings_say()
    {
        Begin();
        var ran = $"{_scratch.Path}/ran";
        Directory.CreateDirectory($"{_scratch.Path}/inner");
        Git("-C", "inner", "init", "-q");
        foreach (var words in (string[])["one", "two"])
        {
            File.WriteAllText($"{_scratch.Path}/inner/inner.txt", words);
            Git("-C", "inner", "add", ".");
            Git("-C", "inner", "commit", "-q", "-m", words);
        }

        Git("-C", "inner", "config", "diff.external", $"echo ran > {ran}; true");
        // The first without its older commit, then with both.
        Git("-C", "inner", "checkout", "-q", "HEAD~1");
        Git("checkout", "-q", "main");
        Commit("before.txt", "before\n");
        Git("checkout", "-q", "-B", "side");
        Git("-C", "inner", "checkout", "-q", "-");
        var lost = Commit("names.txt", "what was named\n");
        var squash = Squash();
        foreach (
            var (key, value) in (
                (string, string)[]
            )[
                ("diff.submodule", "diff"),
                ("diff.ignoreSubmodules", "none"),
                ("diff.external", $"echo ran > {ran}; true"),
                ("diff.interHunkContext", "20"),
                ("diff.orderFile", "nowhere"),
                ("diff.noPrefix", "true"),
                ("diff.algorithm", "patience"),
                ("log.showRoot", "false"),
                ("log.follow", "true"),
                ("color.ui", "always"),
            ]
        )
            Git("config", key, value);

        Assert.Equal([$"{lost} Landed in {squash}"], await Find(lost));
        Assert.False(File.Exists(ran), "a program ran that a submodule's settings name");
    }

    [Fact]
    public async Task Is_gone_only_when_there_was_time_to_ask_each_clone()
    {
        Begin();
        var gone = Commit("names.txt", "nobody took this\n");
        Git("checkout", "-q", "main");
        Git("branch", "-q", "-D", "side");
        UnsettledCommit[] lost = [Unsettled(gone)];
        // A clone whose settings nobody ever writes: git waits for them.
        Directory.CreateDirectory($"{_scratch.Path}/slow");
        Git("init", "-q", "slow");
        File.Delete($"{_scratch.Path}/slow/.git/config");
        using (var made = Process.Start("mkfifo", [$"{_scratch.Path}/slow/.git/config"]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(5));

        var whole = await LostCommits.FindIn([_scratch.Path], lost, TestContext.Current.CancellationToken);
        var cut = await LostCommits.FindIn([_scratch.Path, $"{_scratch.Path}/slow"], lost, budget.Token);

        Assert.Equal([gone], whole.Gone);
        Assert.True(budget.IsCancellationRequested);
        Assert.Empty(cut.Gone);
        Assert.Empty(cut.Found);
    }

    [Theory]
    [InlineData('\f')]
    [InlineData('\r')]
    [InlineData('\v')]
    [InlineData('\u0085')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    public void Is_read_line_by_line_as_git_writes_it(char within)
    {
        Assert.Single(CommitPatch.Read(Text("all of it")));
        Assert.Single(CommitPatch.Read(Text($"first words{within}{Name} 1700000000")));
        var patch = Assert.Single(CommitPatch.Read(Text($"first words{within}and others")));
        Assert.False(patch.IsWithin(Assert.Single(CommitPatch.Read(Text($"first words{within}and more")))));

        static string Text(string line) =>
            $"{Name} 1700000000\n\ndiff --git a/x b/x\nindex {Name}..{Guid.NewGuid():N}00000000 100644\n"
            + $"--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+{line}\n+second words\n";
    }

    private void Begin()
    {
        Git("init", "-q", "-b", "main");
        Commit("begun.txt", "begun\n");
        Git("checkout", "-q", "-b", "side");
    }

    private string Commit(string file, string text)
    {
        File.WriteAllText($"{_scratch.Path}/{file}", text);
        Git("add", ".");
        Git("commit", "-q", "-m", "x");
        return Git("rev-parse", "HEAD").Trim();
    }

    private string Squash()
    {
        Git("checkout", "-q", "main");
        Git("merge", "-q", "--squash", "side");
        Git("commit", "-q", "-m", "All of it");
        Git("branch", "-q", "-D", "side");
        return Git("rev-parse", "HEAD").Trim();
    }

    private async Task<IEnumerable<string>> Find(params string[] lost) =>
        (await LostCommits.Find(_scratch.Path, [.. lost.Select(Unsettled)], TestContext.Current.CancellationToken))
            .OrderBy(one => Array.IndexOf(lost, one.Sha))
            .Select(one => $"{one.Sha} {one.Outcome} in {one.In}");

    private UnsettledCommit Unsettled(string sha) =>
        new(
            sha,
            DateTimeOffset.FromUnixTimeSeconds(
                long.Parse(Git("log", "-1", "--format=%ct", sha), CultureInfo.InvariantCulture)
            )
        );

    private string Git(params string[] words)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = _scratch.Path,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var word in (string[])["-c", "user.name=x", "-c", "user.email=x@x", .. words])
            start.ArgumentList.Add(word);
        using var git = Process.Start(start)!;
        var text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return text;
    }
}
