namespace Brain.Acceptance;

public sealed class PressingEscape(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Closes_the_turn_with_a_note_at_the_next_prompt()
    {
        await using var screen = await Place.Claude.Screen("--allowedTools", "Bash");
        await screen.Type("SCRIPT:longbash wait");
        var session = Guid.Parse(
            (await Eventually.See(() => Mind.Rows.SessionsIn(Place.Claude.Project), rows => rows.Length == 1))[0]["id"]!
        );
        await Eventually.See(() => Mind.Rows.ToolCalls(session), calls => calls.Length == 1);
        await screen.Press("Escape");
        await screen.WaitFor("Interrupted");
        await screen.Type("SCRIPT:two more");
        await screen.WaitFor("Second answer from the fake model.");
        await screen.Exit();

        var turns = await Mind.Rows.ClosedTurns(session, count: 2);
        Assert.Equal([("1", "errored"), ("2", "ok")], turns.Select(turn => (turn["turn_num"], turn["status"])));
        Assert.StartsWith("interrupted:", turns[0]["error_note"]);
        Assert.Equal("interrupted", Assert.Single(await Mind.Rows.ToolCalls(session))["status"]);
    }
}
