using System.Diagnostics;
using System.Text.Json;
using Brain.Messages;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Tests.Client;

namespace Brain.Tests.Costs;

public sealed class ACommitOfATurn(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private const string Above = "one line\nanother line\na third line\n";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("[main 1a2b3c4] Parse dates\n 1 file changed", "1a2b3c4 main Parse dates")]
    [InlineData("hook ran\n[main (root-commit) 1a2b3c4d] A [b] c\n", "1a2b3c4d main A [b] c")]
    [InlineData("[detached HEAD 1a2b3c4] x", "1a2b3c4  x")]
    [InlineData("[feature/a-1 1a2b3c4] x\n[main 2a2b3c4] y", "1a2b3c4 feature/a-1 x|2a2b3c4 main y")]
    [InlineData("see [main 1a2b3c4] x", "")]
    [InlineData("[1] 1a2b3c4] x", "")]
    public void Is_read_from_what_git_says(string output, string made) =>
        Assert.Equal(
            made,
            string.Join('|', CommitsOfOutput.In(output).Select(one => $"{one.Sha} {one.Branch} {one.Subject}"))
        );

    [Fact]
    public async Task Stands_beside_its_turn_and_what_became_of_it()
    {
        var id = Guid.NewGuid();
        Git("init", "-q", "-b", "main");
        await Say(id, "SessionStart", "\"source\":\"startup\"");
        var landed = await CommitIn(id, "Parse dates");
        var reverted = await CommitIn(id, "Break it");
        Git("revert", "--no-edit", reverted);
        var gone = await CommitIn(id, "Try it");
        Git("reset", "-q", "--hard", "HEAD~1");
        Git("reflog", "expire", "--expire=now", "--all");
        var quiet = await CommitIn(id, "Say nothing", isTold: false);

        await Sync();

        string[] rows = [$"gone | {gone}", $"landed | {landed}", $"landed | {quiet}", $"reverted | {reverted}"];
        Assert.Equal(
            rows.Order(StringComparer.Ordinal),
            (
                await silo.Postgres.Lines(
                    "select outcome, left(sha, 7) from v2.turn_commits "
                        + $"where session_id = '{id}' and turn_id is not null"
                )
            ).Order(StringComparer.Ordinal)
        );
        var turns = JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/costs/outcomes?project={_scratch.Path}"),
            MessagesJson.Default.TurnOutcomeArray
        )!;
        Assert.Equal(["landed", "gone", "reverted", "landed"], turns.Select(one => one.Outcome));
        Assert.Equal([$"{landed} Parse dates"], turns[^1].Commits);

        // What had landed stays so, though its branch was rewritten since.
        Git("reset", "-q", "--hard", "HEAD~1");
        await Sync();
        Assert.Equal(
            ["gone", "landed", "landed", "reverted"],
            await silo.Postgres.Lines($"select outcome from v2.turn_commits where session_id = '{id}' order by 1")
        );
    }

    [Fact]
    public async Task Has_landed_though_it_goes_by_another_name()
    {
        var id = Guid.NewGuid();
        Git("init", "-q", "-b", "main");
        await Say(id, "SessionStart", "\"source\":\"startup\"");
        await CommitIn(id, "Begin");
        Git("checkout", "-q", "-b", "side");
        var rebased = await CommitIn(id, "Parse dates");
        Git("checkout", "-q", "main");
        await CommitIn(id, "Go on");
        Git("rebase", "-q", "main", "side");
        Git("checkout", "-q", "main");
        Git("merge", "-q", "--ff-only", "side");

        // Git tells seconds: this one was written a minute ago, by a call that is as long.
        var minuteAgo = DateTimeOffset.UtcNow.AddMinutes(-1).ToString("O");
        var amended = await CommitIn(id, "Parse tmies", words: ["commit", "-m", "Parse tmies", "--date", minuteAgo]);
        await silo.Postgres.Run(
            "update v2.tool_calls set started_at = started_at - interval '2 minutes' "
                + "where tool_use_id like 'tParse tmies%'"
        );
        await CommitIn(id, "Parse times", words: ["commit", "--amend", "-m", "Parse times"]);
        var again = await CommitIn(id, "Parse names");
        Git("commit", "-q", "--amend", "--no-edit", "--date", "2026-01-01T00:00:00Z", "--allow-empty", "-m", "Say it");

        Git("checkout", "-q", "-b", "squashed");
        var (first, second) = (await CommitIn(id, "Read zones"), await CommitIn(id, "Read eras"));
        Git("checkout", "-q", "main");
        Git("merge", "-q", "--squash", "squashed");
        Git("commit", "-q", "--no-edit");
        Git("checkout", "-q", "-b", "pulled");
        var (third, fourth) = (await CommitIn(id, "Write zones"), await CommitIn(id, "Write eras"));
        Git("checkout", "-q", "main");
        Git("merge", "-q", "--squash", "pulled");
        Git("commit", "-q", "-m", "Zones and eras (#12)", "-m", "* Write zones\n\n* Write eras");
        Git("checkout", "-q", "-b", "single");
        var fifth = await CommitIn(id, "Write leap seconds");
        Git("checkout", "-q", "main");
        Git("merge", "-q", "--squash", "single");
        Git("commit", "-q", "-m", "Write leap seconds (#13)");
        // This one's branch is still there, and that of the next as well.
        Git("branch", "-q", "-D", "side", "squashed", "pulled");
        Git("checkout", "-q", "-b", "other");
        var open = await CommitIn(id, "Not yet");
        Git("checkout", "-q", "main");

        await Sync();
        await Sync();

        string[] landed = [rebased, amended, again, first, second, third, fourth, fifth];
        Assert.Equal(
            [.. landed.Select(sha => $"{sha} | landed"), $"{open} | open"],
            (
                await silo.Postgres.Lines(
                    $"select left(sha, 7), outcome from v2.turn_commits where session_id = '{id}' "
                        + "and subject not in ('Begin', 'Go on', 'Parse times')"
                )
            ).OrderBy(line => Array.IndexOf([.. landed, open], line[..7]))
        );
    }

    [Fact]
    public async Task Has_landed_where_its_branch_was_made_one_commit_under_words_of_somebodys_own()
    {
        var id = Guid.NewGuid();
        Git("init", "-q", "-b", "main");
        await Say(id, "SessionStart", "\"source\":\"startup\"");
        var begun = await CommitIn(id, "Begin", of: "dates.txt", text: $"{Above}the last line\n");

        // Its own lines were written over on the branch, by somebody whom the brain does not know.
        Git("checkout", "-q", "-b", "side");
        var first = await CommitIn(id, "Draft", of: "dates.txt", text: $"{Above}a draft of it\nthe last line\n");
        var second = await CommitIn(id, "More", of: "names.txt", text: "what stays as it is\n");
        await File.WriteAllTextAsync($"{_scratch.Path}/dates.txt", $"{Above}as it shall be\nthe last line\n");
        Git("commit", "-q", "-a", "-m", "By hand");
        Git("checkout", "-q", "main");
        var between = await CommitIn(id, "Go on", of: "dates.txt", text: $"a new first line\n{Above}the last line\n");
        Git("merge", "-q", "--squash", "side");
        Git("commit", "-q", "-m", "What we talked about");

        // On a branch that is still there, and of two of which a part or nothing is left.
        Git("checkout", "-q", "-b", "elsewhere");
        Git("checkout", "-q", "-b", "taken");
        var open = await CommitIn(id, "Taken", of: "zones.txt", text: "taken over elsewhere\n");
        Git("checkout", "-q", "elsewhere");
        Git("merge", "-q", "--squash", "taken");
        Git("commit", "-q", "-m", "Took it");
        Git("checkout", "-q", "main");
        Git("checkout", "-q", "-b", "partly");
        var partly = await CommitIn(id, "Partly", of: "eras.txt", text: "this line stays\nthis one does not\n");
        Git("checkout", "-q", "main");
        await File.WriteAllTextAsync($"{_scratch.Path}/eras.txt", "this line stays\n");
        Git("add", ".");
        Git("commit", "-q", "-m", "A part of it");
        Git("checkout", "-q", "-b", "never");
        var never = await CommitIn(id, "Never", of: "leaps.txt", text: "nobody took this\n");
        Git("checkout", "-q", "main");
        Git("branch", "-q", "-D", "side", "taken", "partly", "never");
        // One of which git has nothing any more.
        await silo.Postgres.Run(
            "insert into v2.turn_commits (session_id, project_key, sha, subject, committed_at) "
                + $"select '{id}', project_key, '00000000', 'x', now() from v2.sessions where id = '{id}'"
        );

        await Sync();
        await Sync();

        Assert.Equal(
            new[]
            {
                $"{begun} | landed",
                $"{between} | landed",
                $"{first} | landed",
                $"{second} | landed",
                $"{open} | open",
                $"{partly} | unknown",
                $"{never} | gone",
                "0000000 | unknown",
            }.Order(StringComparer.Ordinal),
            (
                await silo.Postgres.Lines(
                    $"select left(sha, 7), outcome from v2.turn_commits where session_id = '{id}'"
                )
            ).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Has_landed_that_its_own_call_made_another()
    {
        var id = Guid.NewGuid();
        Git("init", "-q", "-b", "main");
        await Say(id, "SessionStart", "\"source\":\"startup\"");
        await CommitIn(id, "Begin");
        var byItsLines = await Squashed("Parse dates", "parsed", ["-m", "What we talked about"]);
        var byItsSubject = await Squashed("Parse names", "written over", ["--no-edit"]);
        // The calls went on for a minute.
        await silo.Postgres.Run(
            "update v2.turn_commits set committed_at = committed_at + interval '1 minute' "
                + $"where session_id = '{id}' and subject like 'Parse %'"
        );

        await Sync();

        Assert.Equal(
            new[] { $"{byItsLines} | landed", $"{byItsSubject} | landed" }.Order(StringComparer.Ordinal),
            (
                await silo.Postgres.Lines(
                    "select left(sha, 7), outcome from v2.turn_commits "
                        + $"where session_id = '{id}' and subject like 'Parse %'"
                )
            ).Order(StringComparer.Ordinal)
        );

        async Task<string> Squashed(string subject, string text, string[] words)
        {
            var made = "";
            await Call(
                id,
                subject,
                true,
                () =>
                {
                    Git("checkout", "-q", "-b", "side");
                    var told = Commit($"{subject}.txt", "parsed", ["commit", "-m", subject]);
                    made = Git("rev-parse", "HEAD")[..7];
                    Git("checkout", "-q", "main");
                    Git("merge", "-q", "--squash", "side");
                    File.WriteAllText($"{_scratch.Path}/{subject}.txt", text);
                    Git(["commit", "-q", "-a", .. words]);
                    Git("branch", "-q", "-D", "side");
                    return told;
                }
            );
            return made;
        }
    }

    // Of a change: what changes nothing is not reverted.
    private Task<string> CommitIn(Guid id, string subject, bool isTold = true, string[]? words = null) =>
        Call(id, subject, isTold, () => Commit($"{subject}.txt", subject, words ?? ["commit", "-m", subject]));

    private Task<string> CommitIn(Guid id, string subject, string of, string text) =>
        Call(id, subject, true, () => Commit(of, text, ["commit", "-m", subject]));

    private string Commit(string file, string text, string[] words)
    {
        File.WriteAllText($"{_scratch.Path}/{file}", text);
        Git("add", file);
        return Git(words);
    }

    private async Task<string> Call(Guid id, string subject, bool isTold, Func<string> commit)
    {
        var prompt = $"\"prompt_id\":\"{Guid.NewGuid()}\"";
        await Say(id, "UserPromptSubmit", $"{prompt},\"prompt\":\"commit it\"");
        const string Input = "\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"git commit -m x\"}";
        var call = $"{prompt},{Input},\"tool_use_id\":\"t{subject}\"";
        await Say(id, "PreToolUse", call);
        var output = commit();
        var response = isTold ? JsonSerializer.Serialize(output) : "\"\"";
        await Say(id, "PostToolUse", $"{call},\"tool_response\":{{\"stdout\":{response},\"stderr\":\"\"}}");
        await Say(id, "Stop", prompt);
        return Git("rev-parse", "HEAD")[..7];
    }

    private async Task Say(Guid id, string name, string more)
    {
        var (status, body) = await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"{{name}}","cwd":"{{_scratch.Path}}",{{more}}}"""
        );
        Assert.True(status == System.Net.HttpStatusCode.OK, body);
    }

    private async Task Sync()
    {
        using var body = new StringContent(
            JsonSerializer.Serialize(
                new Brain.Messages.Commands.CommandRequest(
                    "repos",
                    $"sync\n{_scratch.Path}"
                ),
                MessagesJson.Default.CommandRequest
            ),
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await silo.Socket.PostAsync("/errands", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

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
