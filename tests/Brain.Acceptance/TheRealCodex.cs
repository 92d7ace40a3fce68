namespace Brain.Acceptance;

[Trait("Agents", "others")]
public sealed class TheRealCodex(BrainFixture brain) : IDisposable
{
    public void Dispose() => brain.TellOfAFailure();

    [Fact]
    public async Task Has_a_session_with_its_turn_calls_and_usage()
    {
        await using var agent = await RealAgent.Codex(brain);

        await agent.AskCodex("SCRIPT:fail run it");

        var session = await One(agent);
        var turn = Assert.Single(await brain.Rows.Turns(session));
        Assert.Equal("The command failed as expected.", turn["assistant_response"]);
        var call = Assert.Single(await brain.Rows.ToolCalls(session));
        Assert.Equal(("Bash", "errored"), (call["tool_name"], call["status"]));
        Assert.Equal("codex", (await brain.Rows.Session(session))["source"]);
        Assert.Equal("2", await Usage(session, "count(distinct request_key)", 2));
    }

    [Fact]
    public async Task Is_answered_by_the_brain_without_a_request()
    {
        await using var agent = await RealAgent.Codex(brain);

        await agent.AskCodex("$mode sparring");

        Assert.Equal(0, agent.Requests);
        Assert.Equal("sparring", (await brain.Rows.Session(await One(agent)))["mode"]);
    }

    [Fact]
    public async Task Writes_nothing_in_sparring()
    {
        await using var agent = await RealAgent.Codex(brain);
        await agent.AskCodex("$mode sparring");
        var session = await One(agent);

        await agent.AskCodex("SCRIPT:write run it", "resume", $"{session}");

        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.Equal("denied", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Contains("The session is in sparring mode", agent.Sent, StringComparison.Ordinal);
        Assert.Contains("$mode execution", agent.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_its_budget()
    {
        await using var agent = await RealAgent.Codex(brain);
        await agent.AskCodex("$budget 1000");
        var session = await One(agent);

        await agent.AskCodex("SCRIPT:batch run them", "resume", $"{session}");
        var calls = await brain.Rows.ToolCalls(session);
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Equal("denied", call["status"]));

        var before = agent.Requests;
        await agent.AskCodex("SCRIPT:hello more", "resume", $"{session}");
        Assert.Equal(before, agent.Requests);
    }

    [Fact]
    public async Task Counts_its_sub_agent_too()
    {
        await using var agent = await RealAgent.Codex(brain);

        await agent.AskCodex("SCRIPT:agent go");

        var session = await One(agent);
        Assert.Contains(await brain.Rows.ToolCalls(session), call => call["agent_id"] is not null);
        Assert.Equal("2", await Usage(session, "count(distinct request_key) filter (where agent_id is not null)", 2));
    }

    [Fact]
    public async Task Goes_on_in_a_fork_as_its_parent_was()
    {
        await using var agent = await RealAgent.Codex(brain);
        await agent.AskCodex("SCRIPT:hello first");
        var session = await One(agent);
        await Usage(session, "count(distinct request_key)", 1);
        await brain.Client(["mode", "sparring", "--session", $"{session}"]);

        await agent.AskCodex("SCRIPT:two second", "fork", $"{session}");

        var fork = Assert.Single(await agent.Sessions(brain), id => id != session);
        var row = await brain.Rows.Session(fork);
        Assert.Equal(($"{session}", "fork", "sparring"), (row["parent_session_id"], row["lineage"], row["mode"]));
        var turn = Assert.Single(await brain.Rows.Turns(fork));
        Assert.Equal("Second answer from the fake model.", turn["assistant_response"]);
        Assert.Equal("1", await Usage(fork, "count(distinct request_key)", 1));
    }

    [Fact]
    public async Task Is_known_to_run_no_hook_where_a_setting_switches_them_off()
    {
        await using var agent = await RealAgent.Codex(brain);
        Assert.Contains("it runs 0 of the brain's hooks", await agent.Doctor(brain, "codex"));
        Directory.CreateDirectory(Path.Combine(agent.Project, ".codex"));
        await File.WriteAllTextAsync(
            Path.Combine(agent.Project, ".codex", "config.toml"),
            "[features]\nhooks = false\n"
        );

        Assert.Contains("it knows no hook of the brain's", await agent.Doctor(brain, "codex"));
    }

    [Fact]
    public async Task Ends_its_turn_when_it_is_interrupted()
    {
        await using var agent = await RealAgent.Codex(brain);
        using var codex = RealAgent.Run(agent.CodexStart("SCRIPT:slowshell run"));
        var session = await agent.AtACall(brain);

        await RealAgent.Interrupt(codex);

        var turn = (
            await Eventually.See(
                () => brain.Rows.Turns(session),
                turns => turns[0]["ended_at"] is not null,
                secondsMax: 120
            )
        )[0];
        Assert.StartsWith("interrupted", turn["error_note"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_a_tool_of_the_brain()
    {
        await using var agent = await RealAgent.Codex(brain);

        await agent.AskCodex("SCRIPT:mcp go");

        var call = Assert.Single(await brain.Rows.ToolCalls(await One(agent)));
        Assert.Equal(("mcp__brain__search", "ok"), (call["tool_name"], call["status"]));
    }

    [Fact]
    public async Task Remembers_in_its_own_session_and_is_told_how_that_stands()
    {
        await using var agent = await RealAgent.Codex(brain);

        await agent.AskCodex("SCRIPT:remember it");

        var session = await One(agent);
        var learning = Assert.Single(await brain.Rows.Learnings(session));
        Assert.Equal(("mcp", "unreviewed"), (learning["source"], learning["status"]));
        Assert.Equal("The till wants its key turned first.", learning["text"]);
        Assert.Contains($"Session {session} (active", agent.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_given_its_files_back_as_they_were()
    {
        await using var agent = await RealAgent.Codex(brain);
        var config = Path.Combine(agent.Home, ".codex", "config.toml");

        var run = await brain.Client(["uninstall", "codex"], home: agent.Home);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.False(File.Exists(Path.Combine(agent.Home, ".codex", "hooks.json")));
        Assert.DoesNotContain("brain", await File.ReadAllTextAsync(config), StringComparison.Ordinal);
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
