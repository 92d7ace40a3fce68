namespace Brain.Acceptance;

/// <summary>A person who says no in an agent's own permission prompt, on the screens of the real programs.</summary>
[Trait("Agents", "others")]
public sealed class RefusingAnAgentsCall(BrainFixture brain) : IDisposable
{
    public void Dispose() => brain.TellOfAFailure();

    // Codex and Qwen Code tell of it, Gemini CLI and Copilot CLI write it down, opencode ends the call and its turn.
    [Theory]
    [MemberData(nameof(AgentScreen.Agents), MemberType = typeof(AgentScreen))]
    public async Task Ends_the_turn_that_waited_for_them(string name)
    {
        await using var agent = await AgentScreen.Agent(brain, name);
        await using var screen = await AgentScreen.Open(name, agent.OnScreen(name, "SCRIPT:write it", asks: true));
        var session = Assert.Single(await screen.See(() => agent.Sessions(brain), sessions => sessions.Length > 0));
        await screen.See(
            () => brain.Rows.Audit(session),
            rows => rows.Any(row => row["action"] == "permission.asked")
        );
        await screen.WaitFor(AgentScreen.Question[name]);

        await screen.Press(AgentScreen.No[name]);

        var turns = await screen.See(
            () => brain.Rows.Turns(session),
            turns => turns.Length > 0 && turns[0]["ended_at"] is not null
        );
        Assert.Single(turns);
        Assert.Equal("active", (await brain.Rows.Session(session))["status"]);
        var calls = await brain.Rows.ToolCalls(session);
        // Qwen Code tells of a call only when it may.
        Assert.Equal(name == "qwen" ? 0 : 1, calls.Length);
        Assert.All(calls, call => Assert.Equal(name == "opencode" ? "denied" : "interrupted", call["status"]));
        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
    }

    [Fact]
    public async Task Ends_the_call_alone_where_copilot_is_told_what_to_do_instead()
    {
        await using var agent = await AgentScreen.Agent(brain, "copilot");
        await using var screen = await AgentScreen.Open(
            "copilot",
            agent.OnScreen("copilot", "SCRIPT:other it", asks: true)
        );
        var session = Assert.Single(await screen.See(() => agent.Sessions(brain), sessions => sessions.Length > 0));
        await screen.WaitFor("/a.txt?");
        await screen.Press("Down", "Down");
        await screen.TypeBehind("use another name");

        // The turn goes on: its model asks for something else.
        await screen.WaitFor("/b.txt?");
        await screen.See(
            () => brain.Rows.ToolCalls(session),
            calls => calls.Length == 2 && calls[0]["status"] == "denied"
        );
        await screen.Press("Enter");

        await screen.See(() => brain.Rows.Turns(session), turns => turns[0]["ended_at"] is not null);
        Assert.Equal(["denied", "ok"], (await brain.Rows.ToolCalls(session)).Select(call => call["status"]));
        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
    }
}
