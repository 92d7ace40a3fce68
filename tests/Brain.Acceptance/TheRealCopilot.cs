namespace Brain.Acceptance;

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
    public async Task Is_answered_by_the_brain_without_a_request()
    {
        await using var agent = await RealAgent.Copilot(brain);

        var run = await agent.AskCopilot("$mode sparring");

        Assert.Equal(0, agent.Requests);
        Assert.Contains("Mode: sparring", run.Output, StringComparison.Ordinal);
    }
}
