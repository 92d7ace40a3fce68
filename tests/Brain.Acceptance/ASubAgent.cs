namespace Brain.Acceptance;

public sealed class ASubAgent(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Is_written_down_under_its_parents_session()
    {
        var session = await Converse(["SCRIPT:agent go"]);

        var calls = await Mind.Rows.ToolCalls(session);
        Assert.Equal([("Agent", "ok"), ("Read", "ok")], calls.Select(call => (call["tool_name"], call["status"])));
        Assert.Null(calls[0]["agent_id"]);
        Assert.NotNull(calls[1]["agent_id"]);
        Assert.Single(await Mind.Rows.SessionsIn(Place.Claude.Project));
        Assert.Single(await Mind.Rows.ClosedTurns(session, count: 1));
    }

    [Fact]
    public async Task Never_speaks_for_the_person_when_it_comes_back()
    {
        await using var talk = Place.Claude.Talk();
        await talk.Say("SCRIPT:agentbg go");
        await Eventually.See(
            () => Task.FromResult(Place.Model.Requests),
            all => all.Any(one => one.Step == 2),
            secondsMax: 30
        );
        var turns = await Mind.Rows.ClosedTurns(talk.Session, count: 2);
        await talk.End();

        Assert.Equal(["SCRIPT:agentbg go", null], turns.Select(turn => turn["user_message"]));
        Assert.Equal(
            ["The sub-agent runs.", "The sub-agent is back."],
            turns.Select(turn => turn["assistant_response"])
        );
        Assert.Contains("task-notification", turns[1]["metadata"], StringComparison.Ordinal);
        Assert.Equal("SCRIPT:agentbg go", (await Mind.Rows.Session(talk.Session))["purpose"]);
    }
}
