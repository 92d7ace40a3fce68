namespace Brain.Acceptance;

public sealed class AModelThatFails(ARunningBrain brain) : AtWork(brain)
{
    [Fact]
    public async Task Leaves_an_errored_turn_that_says_why()
    {
        var session = await Converse(["SCRIPT:err429 go", "SCRIPT:hello again"]);

        var turns = await Mind.Rows.ClosedTurns(session, count: 2);
        Assert.Equal([("1", "errored"), ("2", "ok")], turns.Select(turn => (turn["turn_num"], turn["status"])));
        Assert.StartsWith("rate_limit", turns[0]["error_note"]);
    }
}
