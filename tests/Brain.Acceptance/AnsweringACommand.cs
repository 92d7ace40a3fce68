namespace Brain.Acceptance;

public sealed class AnsweringACommand(BrainFixture brain) : AcceptanceTest(brain)
{
    [Theory]
    [InlineData("/purpose ship the parser", "purpose", "ship the parser")]
    [InlineData("/mode debug", "mode", "debug")]
    [InlineData("/budget 50k", "budget_cap", "50000")]
    public async Task Costs_no_model_request_and_is_no_turn(string command, string column, string value)
    {
        await using var talk = Place.Claude.Talk();
        var answer = await talk.Say(command);
        await talk.End();

        Assert.Empty(Place.Model.Requests);
        Assert.Equal(value, (await Mind.Rows.Session(talk.Session))[column]);
        Assert.Empty(await Mind.Rows.Turns(talk.Session));
        Assert.NotEmpty(answer.Text + string.Concat(talk.Notices));
    }

    [Fact]
    public async Task Leaves_no_gap_in_the_numbers_of_the_turns()
    {
        var session = await Converse(["SCRIPT:hello one", "/purpose ship the parser", "SCRIPT:two more"]);

        var turns = await Mind.Rows.ClosedTurns(session, count: 2);
        Assert.Equal(["SCRIPT:hello one", "SCRIPT:two more"], turns.Select(turn => turn["user_message"]));
        Assert.Equal(["1", "2"], turns.Select(turn => turn["turn_num"]));
        Assert.Equal("ship the parser", (await Mind.Rows.Session(session))["purpose"]);
    }
}
