namespace Brain.Acceptance;

/// <summary>What a session hands over, taken up by each real agent on its screen.</summary>
[Trait("Agents", "others")]
public sealed class GoingOnWithAnotherAgent(BrainFixture brain) : IDisposable
{
    public void Dispose() => brain.TellOfAFailure();

    [Theory]
    [MemberData(nameof(AgentScreen.Agents), MemberType = typeof(AgentScreen))]
    public async Task Begins_with_what_the_session_before_hands_over(string name)
    {
        await using var agent = await AgentScreen.Agent(brain, name);
        var before = Guid.NewGuid();
        string Hook(string happened, string more) =>
            $$"""{"session_id":"{{before}}","hook_event_name":"{{happened}}","cwd":"{{agent.Project}}",{{more}} }""";
        var turn = $"\"turn_id\":\"{Guid.NewGuid()}\"";
        await brain.Client(["hook", "codex"], Hook("UserPromptSubmit", $"{turn},\"prompt\":\"Mend the till\""));
        await brain.Client(["hook", "codex"], Hook("Stop", $"{turn},\"last_assistant_message\":\"The key sticks.\""));

        await using var screen = await AgentScreen.Open(name, agent.HandedOver(brain, name, before));

        var sent = await screen.See(
            () => Task.FromResult(agent.Sent),
            sent => sent.Contains("The key sticks.", StringComparison.Ordinal)
        );
        Assert.Contains("Mend the till", sent, StringComparison.Ordinal);
        var sessions = await screen.See(() => agent.Sessions(brain), sessions => sessions.Length > 1);
        var session = Assert.Single(sessions, id => id != before);
        Assert.Equal(name, (await brain.Rows.Session(session))["source"]);
    }
}
