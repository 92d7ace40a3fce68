namespace Brain.Acceptance;

public sealed class AModelThatFails(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Leaves_an_errored_turn_that_says_why()
    {
        await using var talk = Place.Claude.Talk();
        await talk.Say("SCRIPT:err429 go");
        // Claude Code does not wait for the hook that tells of it.
        await Mind.Rows.ClosedTurns(talk.Session, count: 1);
        await talk.Say("SCRIPT:hello again");
        await talk.End();

        var turns = await Mind.Rows.ClosedTurns(talk.Session, count: 2);
        Assert.Equal([("1", "errored"), ("2", "ok")], turns.Select(turn => (turn["turn_num"], turn["status"])));
        Assert.StartsWith("rate_limit", turns[0]["error_note"]);
    }
}
