using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Brain.Acceptance;

/// <summary><c>brain learn</c> and <c>brain learnings</c>, by the real client, at a terminal and without one.</summary>
public sealed class JudgingLearnings(BrainFixture brain) : IClassFixture<BrainFixture>, IDisposable
{
    private readonly Scratch project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Is_done_with_single_keys_at_a_terminal_and_can_be_taken_back()
    {
        BrainFixture.Require();
        await Unreviewed("the first", "the second, of another kind", "a third thing altogether");

        // Accepts the first, archives the second, takes that back, rejects it, gives the third a 4 and leaves.
        var run = await Terminal("a", "x", "u", "r", "4", "q");

        Assert.Contains("1 of 3", run, StringComparison.Ordinal);
        Assert.Contains("2 of 3 judged", run, StringComparison.Ordinal);
        Assert.Equal(
            ["active - the first", "rejected - the second, of another kind", "unreviewed 4 a third thing altogether"],
            await Rows()
        );
    }

    [Fact]
    public async Task Merges_with_the_one_that_is_nearly_the_same()
    {
        BrainFixture.Require();
        await Unreviewed("Use pnpm here and never npm");
        await Client("learn", "Use pnpm here and never npm!");

        var run = await Terminal("m");

        Assert.Contains("nearly the same (", run, StringComparison.Ordinal);
        Assert.Equal(
            ["active - Use pnpm here and never npm!", "superseded - Use pnpm here and never npm"],
            await Rows()
        );
    }

    [Fact]
    public async Task Asks_again_whether_the_other_of_two_is_nearly_the_same()
    {
        BrainFixture.Require();
        await Unreviewed("Use pnpm here and never npm", "Use pnpm here and never npm!");

        var run = await Terminal("m", "m", "q");

        Assert.Contains("nothing is nearly the same", run, StringComparison.Ordinal);
        Assert.Equal(
            ["superseded - Use pnpm here and never npm", "unreviewed - Use pnpm here and never npm!"],
            await Rows()
        );
    }

    [Fact]
    public async Task Is_refused_without_a_terminal_with_the_words_for_it()
    {
        BrainFixture.Require();

        var run = await Client("learnings", "triage");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("brain learnings list --status unreviewed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_done_in_words()
    {
        BrainFixture.Require();
        await Client("learn", "one", "thing", "is", "so");
        await Client("learn", "quite another matter");
        var list = await Client("learnings", "--json");
        var ids = JsonNode.Parse(list.Output)!.AsArray().Select(one => (string)one!["id"]!).ToArray();

        Assert.Equal(2, ids.Length);
        foreach (
            var words in (string[][])
                [
                    ["learnings", "importance", ids[0][..8], "5"],
                    ["learnings", "supersede", ids[1], "by", ids[0]],
                    ["learnings", "show", ids[0]],
                    ["learnings", "reject", ids[0]],
                    ["learnings", "archive", ids[0]],
                    ["learnings", "activate", ids[0]],
                    ["learnings", "list", "--status", "superseded"],
                ]
        )
        {
            var run = await Client(words);
            Assert.True(run.ExitCode == 0, $"{string.Join(' ', words)}: {run.Output}{run.Error}");
        }

        Assert.Equal(["active 5 quite another matter", "superseded - one thing is so"], await Rows());
    }

    [Fact]
    public async Task Is_refused_to_a_client_that_runs_within_an_agent()
    {
        BrainFixture.Require();
        await Client("learn", "the till is blue");
        var id = (
            await brain.Database.Query<Guid>("select id from v2.learnings where project_path = $1", project.Path)
        )[0];

        foreach (var words in (string[])[$"learnings reject {id}", $"forget {id} --yes"])
        {
            var run = await brain.Shell($"cd '{project.Path}'; CLAUDECODE=1 '{brain.ClientPath}' {words}");
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("nly a person", run.Error, StringComparison.Ordinal);
        }
    }

    private async Task Unreviewed(params string[] texts)
    {
        foreach (var text in texts)
            await brain.Database.Query<Guid>(
                "insert into v2.learnings (project_path, text, status) values ($1, $2, 'unreviewed') returning id",
                project.Path,
                text
            );
    }

    private Task<string[]> Rows() =>
        brain.Database.Query<string>(
            "select format('%s %s %s', status, coalesce(importance::text, '-'), text) from v2.learnings where "
                + "project_path = $1 order by 1",
            project.Path
        );

    private Task<ProgramRun> Client(params string[] words) =>
        brain.Shell($"cd '{project.Path}'; '{brain.ClientPath}' {string.Join(' ', words.Select(word => $"'{word}'"))}");

    // A terminal of its own, as a person's; keys are pressed once the screen asks for one.
    private async Task<string> Terminal(params string[] keys)
    {
        var start = new ProcessStartInfo(
            "script",
            [
                "-qfec",
                $"cd '{project.Path}'; BRAIN_HOME='{brain.Home}' NO_COLOR=1 '{brain.ClientPath}' learnings triage",
                "/dev/null",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var (seen, buffer) = (new System.Text.StringBuilder(), new char[4096]);
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        foreach (var key in keys)
        {
            var before = seen.Length;
            // An importance leaves the learning where it is, and no other is shown.
            while (key is not ("4" or "q") && !seen.ToString(before, seen.Length - before).Contains("q quit"))
                seen.Append(buffer, 0, await process.StandardOutput.ReadAsync(buffer, over.Token));
            await process.StandardInput.WriteAsync(key);
            await process.StandardInput.FlushAsync(over.Token);
        }

        seen.Append(await process.StandardOutput.ReadToEndAsync(over.Token));
        await process.WaitForExitAsync(over.Token);
        return seen.ToString();
    }
}
