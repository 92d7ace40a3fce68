namespace Brain.Acceptance;

public sealed class TypingThreeTurns(BrainFixture brain) : AcceptanceTest(brain)
{
    private static readonly string[] Prompts = ["SCRIPT:hello one", "SCRIPT:two more", "SCRIPT:three last"];

    [Fact]
    public async Task Makes_one_session_and_three_numbered_turns()
    {
        var session = await Converse(Prompts);

        var turns = await Mind.Rows.ClosedTurns(session, count: 3);
        Assert.Equal(
            [
                ("1", "ok", "SCRIPT:hello one", "Hello from the fake model."),
                ("2", "ok", "SCRIPT:two more", "Second answer from the fake model."),
                ("3", "ok", "SCRIPT:three last", "Third answer from the fake model."),
            ],
            turns.Select(turn => (turn["turn_num"], turn["status"], turn["user_message"], turn["assistant_response"]))
        );
        Assert.All(turns, turn => Assert.NotNull(turn["ended_at"]));
        Assert.Equal("3", (await Mind.Rows.Session(session))["turn_count"]);
        Assert.Single(await Mind.Rows.SessionsIn(Place.Claude.Project));
    }

    [Fact]
    public async Task Takes_the_first_prompt_as_purpose_and_says_so_once()
    {
        await using var talk = Place.Claude.Talk();
        foreach (var prompt in Prompts)
            await talk.Say(prompt);
        await talk.End();

        Assert.Equal("SCRIPT:hello one", (await Mind.Rows.Session(talk.Session))["purpose"]);
        var notice = Assert.Single(talk.Notices, text =>
            text.StartsWith("UserPromptSubmit says:", StringComparison.Ordinal)
        );
        Assert.Contains("purpose", notice, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Ends_the_session_when_the_person_leaves()
    {
        var session = await Converse(Prompts);

        var row = await Eventually.See(() => Mind.Rows.Session(session), seen => seen["status"] == "ended");
        Assert.Equal("ended", row["status"]);
        Assert.NotNull(row["ended_at"]);
        Assert.Equal(Place.Claude.Project, row["project_path"]);
    }
}
