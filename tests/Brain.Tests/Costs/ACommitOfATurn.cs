using System.Diagnostics;
using System.Text.Json;
using Brain.Messages;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Tests.Client;

namespace Brain.Tests.Costs;

public sealed class ACommitOfATurn(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
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

    private async Task<string> CommitIn(Guid id, string subject, bool isTold = true)
    {
        var prompt = $"\"prompt_id\":\"{Guid.NewGuid()}\"";
        await Say(id, "UserPromptSubmit", $"{prompt},\"prompt\":\"commit it\"");
        const string Input = "\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"git commit -m x\"}";
        var call = $"{prompt},{Input},\"tool_use_id\":\"t{subject}\"";
        await Say(id, "PreToolUse", call);
        // Of a change: what changes nothing is not reverted.
        await File.WriteAllTextAsync($"{_scratch.Path}/{subject}.txt", subject);
        Git("add", $"{subject}.txt");
        var output = Git("commit", "-m", subject);
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
