using System.Diagnostics;

namespace Brain.Acceptance;

[Trait("Agents", "others")]
public sealed class TheRealQwen(BrainFixture brain) : IDisposable
{
    public void Dispose() => brain.TellOfAFailure();

    [Fact]
    public async Task Has_a_session_with_its_turn_calls_and_usage()
    {
        await using var agent = await RealAgent.Qwen(brain);

        await agent.AskQwen("SCRIPT:fail run it");

        var session = await One(agent);
        var turn = Assert.Single(await brain.Rows.Turns(session));
        Assert.Equal("SCRIPT:fail run it", turn["user_message"]);
        Assert.Equal("The command failed as expected.", turn["assistant_response"]);
        var call = Assert.Single(await brain.Rows.ToolCalls(session));
        Assert.Equal(("run_shell_command", "errored"), (call["tool_name"], call["status"]));
        Assert.Equal("qwen", (await brain.Rows.Session(session))["source"]);
        Assert.Equal("2", await Usage(session, "count(distinct request_key)", 2));
    }

    [Theory]
    [InlineData("/mode sparring", true)]
    [InlineData("brain mode sparring", false)]
    public async Task Is_answered_by_the_brain_without_a_request(string typed, bool isShown)
    {
        await using var agent = await RealAgent.Qwen(brain);

        var run = await agent.AskQwen(typed);

        Assert.Equal(0, agent.Requests);
        Assert.Equal("sparring", (await brain.Rows.Session(await One(agent)))["mode"]);
        Assert.Equal(isShown, (run.Output + run.Error).Contains("Mode: sparring", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Writes_nothing_in_sparring_when_it_is_resumed()
    {
        await using var agent = await RealAgent.Qwen(brain);
        await agent.AskQwen("SCRIPT:hello first");
        var session = await One(agent);
        await brain.Client(["mode", "sparring", "--session", $"{session}"]);

        await agent.AskQwen("SCRIPT:write run it", "--resume", $"{session}");

        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.Equal(session, await One(agent));
        Assert.Equal(2, (await brain.Rows.Turns(session)).Length);
        Assert.Equal("denied", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Contains("The session is in sparring mode", agent.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_its_budget()
    {
        await using var agent = await RealAgent.Qwen(brain);
        await agent.AskQwen("SCRIPT:hello first");
        var session = await One(agent);
        await Usage(session, "count(distinct request_key)", 1);
        await brain.Client(["budget", "1000", "--session", $"{session}"]);
        var before = agent.Requests;

        await agent.AskQwen("SCRIPT:shell more", "--resume", $"{session}");

        Assert.Equal(before, agent.Requests);
    }

    [Fact]
    public async Task Counts_its_sub_agent_too()
    {
        await using var agent = await RealAgent.Qwen(brain);

        await agent.AskQwen("SCRIPT:agentq go");

        var session = await One(agent);
        Assert.Contains(await brain.Rows.ToolCalls(session), call => call["agent_id"] is not null);
        Assert.Equal("2", await Usage(session, "count(distinct request_key) filter (where agent_id is not null)", 2));
    }

    [Fact]
    public async Task Ends_its_turn_when_it_is_interrupted_in_a_call()
    {
        await using var agent = await RealAgent.Qwen(brain);
        var start = agent.QwenStart("SCRIPT:gate run");
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var qwen = Process.Start(start)!;
        qwen.StandardInput.Close();
        await Eventually.See(
            () => Task.FromResult(File.Exists(Path.Combine(agent.Project, "began"))),
            began => began,
            secondsMax: 600
        );

        using (Process.Start("kill", ["-INT", $"{qwen.Id}"]))
            await qwen.WaitForExitAsync();

        var session = await One(agent);
        Assert.Equal("interrupted", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        var turn = Assert.Single(await brain.Rows.Turns(session));
        Assert.StartsWith("interrupted", turn["error_note"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_and_tells_later_when_the_brain_is_killed_in_the_middle()
    {
        BrainFixture.Require();
        await using var own = new BrainFixture();
        await own.InitializeAsync();
        await using var agent = await RealAgent.Qwen(own);
        var run = agent.AskQwen("SCRIPT:gate run it");
        await Eventually.See(
            () => Task.FromResult(File.Exists(Path.Combine(agent.Project, "began"))),
            began => began,
            secondsMax: 600
        );
        await own.KillHard();
        await File.WriteAllTextAsync(Path.Combine(agent.Project, "go"), "");

        Assert.Contains("Went on.", (await run).Output, StringComparison.Ordinal);

        await own.Start();
        await own.Client(["spool", "flush"]);
        var session = Assert.Single(await agent.Sessions(own));
        var turn = Assert.Single(await own.Rows.Turns(session));
        Assert.Equal(("ok", "Went on."), (turn["status"], turn["assistant_response"]));
        Assert.Equal("ok", Assert.Single(await own.Rows.ToolCalls(session))["status"]);
    }

    [Fact]
    public async Task Calls_a_tool_of_the_brain()
    {
        await using var agent = await RealAgent.Qwen(brain);

        await agent.AskQwen("SCRIPT:mcp go");

        var call = Assert.Single(await brain.Rows.ToolCalls(await One(agent)));
        Assert.Equal(("mcp__brain__search", "ok"), (call["tool_name"], call["status"]));
    }

    [Fact]
    public async Task Remembers_in_its_own_session_and_is_told_how_that_stands()
    {
        await using var agent = await RealAgent.Qwen(brain);

        await agent.AskQwen("SCRIPT:remember it");

        var session = await One(agent);
        var learning = Assert.Single(await brain.Rows.Learnings(session));
        Assert.Equal(("mcp", "unreviewed"), (learning["source"], learning["status"]));
        Assert.Equal("The till wants its key turned first.", learning["text"]);
        Assert.Contains($"Session {session} (active", agent.Sent, StringComparison.Ordinal);
    }

    private async Task<Guid> One(RealAgent agent) => Assert.Single(await agent.Sessions(brain));

    private async Task<string?> Usage(Guid session, string what, int wanted) =>
        await Eventually.See(
            async () =>
                (
                    await brain.Database.Query<string>(
                        $"select ({what})::text from v2.cost_ledger where session_id = $1",
                        session
                    )
                ).Single(),
            seen => seen == $"{wanted}",
            secondsMax: 60
        );
}
