namespace Brain.Acceptance;

[Trait("Agents", "others")]
public sealed class TheRealGemini(BrainFixture brain) : IDisposable
{
    public void Dispose() => brain.TellOfAFailure();

    [Fact]
    public async Task Has_a_session_with_its_turn_and_calls()
    {
        await using var agent = await RealAgent.Gemini(brain);

        var run = await agent.AskGemini("SCRIPT:fail run it");

        var session = await One(agent);
        var turn = Assert.Single(await brain.Rows.Turns(session));
        Assert.Equal("SCRIPT:fail run it", turn["user_message"]);
        Assert.Equal("The command failed as expected.", turn["assistant_response"]);
        var call = Assert.Single(await brain.Rows.ToolCalls(session));
        Assert.Equal(("run_shell_command", "errored"), (call["tool_name"], call["status"]));
        Assert.Contains("Session Boss: turn 1", run.Error + run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mode sparring")]
    [InlineData("brain mode sparring")]
    public async Task Is_answered_by_the_brain_without_a_request(string typed)
    {
        await using var agent = await RealAgent.Gemini(brain);

        var run = await agent.AskGemini(typed);

        Assert.Equal(0, agent.Requests);
        Assert.Contains("Mode: sparring", run.Error + run.Output, StringComparison.Ordinal);
        Assert.Equal("sparring", (await brain.Rows.Session(await One(agent)))["mode"]);
    }

    [Fact]
    public async Task Writes_nothing_in_sparring()
    {
        await using var agent = await RealAgent.Gemini(brain);
        await agent.AskGemini("/mode sparring");
        var session = await One(agent);
        await agent.AskGemini("SCRIPT:hello first");
        var second = (await agent.Sessions(brain)).Single(id => id != session);
        await brain.Client(["mode", "sparring", "--session", $"{second}"]);

        await agent.AskGemini("SCRIPT:write run it", "--resume", $"{second}");

        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.Equal("denied", Assert.Single(await brain.Rows.ToolCalls(second))["status"]);
        Assert.Equal(2, (await brain.Rows.Turns(second)).Length);
    }

    [Fact]
    public async Task Stops_at_its_budget()
    {
        await using var agent = await RealAgent.Gemini(brain);
        await agent.AskGemini("SCRIPT:hello first");
        var session = await One(agent);
        await brain.Client(["budget", "10", "--session", $"{session}"]);
        var before = agent.Requests;

        var run = await agent.AskGemini("SCRIPT:shell more", "--resume", $"{session}");

        Assert.Contains("The token budget of this session is used up", run.Error + run.Output);
        Assert.Equal(before, agent.Requests);
        Assert.Empty(await brain.Rows.ToolCalls(session));
    }

    [Fact]
    public async Task Stops_at_its_budget_in_the_middle_of_a_turn()
    {
        await using var agent = await RealAgent.Gemini(brain);
        await agent.AskGemini("/budget 10");
        var session = await One(agent);
        using var gemini = RealAgent.Run(agent.GeminiStart("SCRIPT:hello first"));
        await gemini.WaitForExitAsync();
        var second = (await agent.Sessions(brain)).Single(id => id != session);
        await brain.Client(["budget", "1M", "--session", $"{second}"]);
        using var goesOn = RealAgent.Run(agent.GeminiStart("SCRIPT:pauses go on", "--resume", $"{second}"));
        await Eventually.See(() => brain.Rows.ToolCalls(second), calls => calls.Length > 0, RealAgent.SecondsMax);
        await brain.Client(["budget", "10", "--session", $"{second}"]);
        var before = agent.Requests;

        await goesOn.WaitForExitAsync();

        Assert.Equal(before, agent.Requests);
        Assert.Contains(await brain.Rows.Decisions(second), row => row["rule"] == "budget.reached");
    }

    [Fact]
    public async Task Ends_its_turn_when_it_is_interrupted()
    {
        await using var agent = await RealAgent.Gemini(brain);
        using var gemini = RealAgent.Run(agent.GeminiStart("SCRIPT:slowshell run"));
        var session = await agent.AtACall(brain);

        await RealAgent.Interrupt(gemini);

        var turns = await Eventually.See(
            () => brain.Rows.Turns(session),
            turns => turns[0]["ended_at"] is not null,
            RealAgent.SecondsMax
        );
        Assert.StartsWith("interrupted", Assert.Single(turns)["error_note"], StringComparison.Ordinal);
        Assert.Equal("interrupted", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Equal("ended", (await brain.Rows.Session(session))["status"]);
    }

    [Fact]
    public async Task Calls_a_tool_of_the_brain()
    {
        await using var agent = await RealAgent.Gemini(brain);

        await agent.AskGemini("SCRIPT:mcp go");

        var call = Assert.Single(await brain.Rows.ToolCalls(await One(agent)));
        Assert.Equal(("mcp__brain__search", "ok"), (call["tool_name"], call["status"]));
    }

    [Fact]
    public async Task Remembers_in_its_own_session_and_is_told_how_that_stands()
    {
        await using var agent = await RealAgent.Gemini(brain);

        await agent.AskGemini("SCRIPT:remember it");

        var session = await One(agent);
        var learning = Assert.Single(await brain.Rows.Learnings(session));
        Assert.Equal(("mcp", "unreviewed"), (learning["source"], learning["status"]));
        Assert.Equal("The till wants its key turned first.", learning["text"]);
        Assert.Contains($"Session {session} (active", agent.Sent, StringComparison.Ordinal);
    }

    private async Task<Guid> One(RealAgent agent) => Assert.Single(await agent.Sessions(brain));
}
