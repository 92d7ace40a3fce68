namespace Brain.Acceptance;

/// <summary>A model that answers a request with an error, on the screens of the other agents' real programs.</summary>
[Trait("Agents", "others")]
public sealed class AModelThatRefuses(BrainFixture brain) : IDisposable
{
    public void Dispose() => brain.TellOfAFailure();

    // Gemini CLI tells of an end as of any other; Codex tells of none, and Copilot CLI of each try, whatever comes of
    // it.
    [Theory]
    [InlineData("qwen", "errored")]
    [InlineData("opencode", "errored")]
    [InlineData("gemini", "ok")]
    public async Task Ends_the_turn_where_the_agent_tells_of_it(string name, string status)
    {
        await using var agent = await AgentScreen.Agent(brain, name);
        await using var screen = await AgentScreen.Open(name, agent.OnScreen(name, "SCRIPT:err it"));
        var session = Assert.Single(await screen.See(() => agent.Sessions(brain), sessions => sessions.Length > 0));

        var turns = await screen.See(
            () => brain.Rows.Turns(session),
            turns => turns.Length > 0 && turns[0]["ended_at"] is not null
        );

        Assert.Equal(status, Assert.Single(turns)["status"]);
    }
}
