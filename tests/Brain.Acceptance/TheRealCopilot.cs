namespace Brain.Acceptance;

[Trait("Agents", "others")]
public sealed class TheRealCopilot(BrainFixture brain) : IDisposable
{
    public void Dispose() => brain.TellOfAFailure();

    [Fact]
    public async Task Has_a_session_with_its_turn_and_calls()
    {
        await using var agent = await RealAgent.Copilot(brain);

        await agent.AskCopilot("SCRIPT:fail run it");

        var session = Assert.Single(await agent.Sessions(brain));
        Assert.Equal("SCRIPT:fail run it", Assert.Single(await brain.Rows.Turns(session))["user_message"]);
        var call = Assert.Single(await brain.Rows.ToolCalls(session));
        Assert.Equal(("bash", "errored"), (call["tool_name"], call["status"]));
    }

    [Fact]
    public async Task Counts_once_where_claude_codes_hooks_are_there_too()
    {
        await using var agent = await RealAgent.Copilot(brain);
        var both = await brain.Client(["install", "claude-code"], home: agent.Home);
        Assert.True(both.ExitCode == 0, both.Output + both.Error);

        await agent.AskCopilot("SCRIPT:shell run it");

        var session = await One(agent);
        Assert.Equal("copilot", (await brain.Rows.Session(session))["source"]);
        Assert.Equal("SCRIPT:shell run it", Assert.Single(await brain.Rows.Turns(session))["user_message"]);
        Assert.Equal("ok", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
    }

    [Fact]
    public async Task Is_answered_by_the_brain_without_a_request()
    {
        await using var agent = await RealAgent.Copilot(brain);

        var run = await agent.AskCopilot("$mode sparring");

        Assert.Equal(0, agent.Requests);
        Assert.Contains("Mode: sparring", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_nothing_in_sparring()
    {
        await using var agent = await RealAgent.Copilot(brain);
        await agent.AskCopilot("$mode sparring");
        var session = await One(agent);

        await agent.AskCopilot("SCRIPT:write run it", "--resume", $"{session}");

        Assert.Equal(session, await One(agent));
        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.Equal("denied", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Contains("The session is in sparring mode", agent.Sent, StringComparison.Ordinal);
        Assert.Contains("$mode execution", agent.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_as_the_session_that_it_was()
    {
        await using var agent = await RealAgent.Copilot(brain);
        await agent.AskCopilot("SCRIPT:hello first");
        var session = await One(agent);

        await agent.AskCopilot("SCRIPT:two second", "--resume", $"{session}");

        Assert.Equal(session, await One(agent));
        // Its record has the answer a little after its hook was told that the turn is over.
        var turns = await Eventually.See(
            () => brain.Rows.Turns(session),
            turns => turns.All(turn => turn["assistant_response"] is not null),
            RealAgent.SecondsMax
        );
        Assert.Equal(
            ["1 Hello from the fake model.", "2 Second answer from the fake model."],
            turns.Select(turn => $"{turn["turn_num"]} {turn["assistant_response"]}")
        );
    }

    [Fact]
    public async Task Stops_at_its_budget()
    {
        await using var agent = await RealAgent.Copilot(brain);
        await agent.AskCopilot("SCRIPT:hello first");
        var session = await One(agent);
        await agent.AskCopilot("$budget 1000", "--resume", $"{session}");
        var before = agent.Requests;

        var run = await agent.AskCopilot("SCRIPT:shell more", "--resume", $"{session}");

        Assert.Contains("The token budget of this session is used up", run.Error + run.Output);
        Assert.Equal(before, agent.Requests);
        Assert.Empty(await brain.Rows.ToolCalls(session));
    }

    [Fact]
    public async Task Runs_nothing_more_once_its_budget_is_reached()
    {
        await using var agent = await RealAgent.Copilot(brain, isAtHome: true);
        await agent.AskCopilot("$budget 1000");
        var session = await One(agent);

        // What a request used is on disk half a second later, when its call may have begun.
        await agent.AskCopilot("SCRIPT:twice run them", "--resume", $"{session}");

        Assert.Equal(
            ("sleep 3; echo one", "echo two denied"),
            (await brain.Rows.ToolCalls(session)) is [var first, var second]
                ? ($"{first["target"]}", $"{second["target"]} {second["status"]}")
                : default
        );
    }

    [Fact]
    public async Task Ends_its_turn_when_it_is_interrupted()
    {
        await using var agent = await RealAgent.Copilot(brain);
        using var copilot = RealAgent.Run(agent.CopilotStart("SCRIPT:slowshell run"));
        var session = await agent.AtACall(brain);

        await RealAgent.Interrupt(copilot);

        var turns = await Eventually.See(
            () => brain.Rows.Turns(session),
            turns => turns[0]["ended_at"] is not null,
            RealAgent.SecondsMax
        );
        Assert.StartsWith("interrupted", Assert.Single(turns)["error_note"], StringComparison.Ordinal);
        Assert.Equal("interrupted", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
    }

    [Fact]
    public async Task Calls_a_tool_of_the_brain()
    {
        await using var agent = await RealAgent.Copilot(brain, isAtHome: true);

        await agent.AskCopilot("SCRIPT:mcp go");

        var call = Assert.Single(await brain.Rows.ToolCalls(await One(agent)));
        Assert.Equal(("mcp__brain__search", "ok"), (call["tool_name"], call["status"]));
    }

    [Fact]
    public async Task Remembers_in_its_own_session_and_is_told_how_that_stands()
    {
        await using var agent = await RealAgent.Copilot(brain, isAtHome: true);

        await agent.AskCopilot("SCRIPT:remember it");

        var session = await One(agent);
        var learning = Assert.Single(await brain.Rows.Learnings(session));
        Assert.Equal(("mcp", "unreviewed"), (learning["source"], learning["status"]));
        Assert.Equal("The till wants its key turned first.", learning["text"]);
        Assert.Contains($"Session {session} (active", agent.Sent, StringComparison.Ordinal);
    }

    private async Task<Guid> One(RealAgent agent) => Assert.Single(await agent.Sessions(brain));
}
