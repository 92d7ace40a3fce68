namespace Brain.Acceptance;

/// <summary>A model that answers a request with an error, on the screens of the other agents' real programs.</summary>
[Trait("Agents", "others")]
public sealed class AModelThatRefuses(BrainFixture brain) : IDisposable
{
    public void Dispose() => brain.TellOfAFailure();

    [Theory]
    [MemberData(nameof(AgentScreen.Agents), MemberType = typeof(AgentScreen))]
    public async Task Ends_the_turn_as_failed(string name)
    {
        await using var agent = await AgentScreen.Agent(brain, name);
        await using var screen = await AgentScreen.Open(name, agent.OnScreen(name, "SCRIPT:err it"));
        var session = Assert.Single(await screen.See(() => agent.Sessions(brain), sessions => sessions.Length > 0));

        var turns = await screen.See(
            () => brain.Rows.Turns(session),
            turns => turns.Length > 0 && turns[0]["ended_at"] is not null
        );

        Assert.Equal("errored", Assert.Single(turns)["status"]);
    }
}
