namespace Brain.Acceptance;

public sealed class ComingFromAnotherSession(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Goes_on_in_the_same_row_when_resumed()
    {
        var first = await Converse(["SCRIPT:hello one"]);
        await Converse(["SCRIPT:two more"], "--resume", first.ToString());

        var turns = await Mind.Rows.ClosedTurns(first, count: 2);
        Assert.Equal(["1", "2"], turns.Select(turn => turn["turn_num"]));
        Assert.Equal(["SCRIPT:hello one", "SCRIPT:two more"], turns.Select(turn => turn["user_message"]));
        Assert.Single(await Mind.Rows.SessionsIn(Place.Claude.Project));
    }

    [Fact]
    public async Task Remembers_its_parent_when_forked()
    {
        var first = await Converse(["SCRIPT:hello one"]);
        var fork = await Converse(["SCRIPT:two more"], "--resume", first.ToString(), "--fork-session");

        Assert.NotEqual(first, fork);
        await SeesLineage(fork, "fork", first);
        Assert.Single(await Mind.Rows.ClosedTurns(fork, count: 1));
        Assert.Single(await Mind.Rows.Turns(first));
    }

    [Fact]
    public async Task Remembers_its_parent_when_branched_on_the_screen()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Type("SCRIPT:hello one");
        await screen.WaitFor("Hello from the fake model.");
        await screen.Type("/branch");
        await screen.WaitFor("Branched session");
        await screen.Exit();

        var sessions = await Mind.Rows.SessionsIn(Place.Claude.Project);
        Assert.Equal(2, sessions.Length);
        await SeesLineage(Guid.Parse(sessions[1]["id"]!), "fork", Guid.Parse(sessions[0]["id"]!));
    }

    [Fact]
    public async Task Remembers_what_it_was_cleared_from()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Type("SCRIPT:hello one");
        await screen.WaitFor("Hello from the fake model.");
        await screen.Type("/clear");
        var sessions = await Eventually.See(() => Mind.Rows.SessionsIn(Place.Claude.Project), rows => rows.Length == 2);
        await screen.Exit();

        Assert.Equal(2, sessions.Length);
        Assert.Equal("ended", (await Mind.Rows.Session(Guid.Parse(sessions[0]["id"]!)))["status"]);
        await SeesLineage(Guid.Parse(sessions[1]["id"]!), "clear", Guid.Parse(sessions[0]["id"]!));
    }

    [Fact]
    public async Task Keeps_what_the_person_said_when_cleared()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Type("/mode sparring");
        await screen.WaitFor("sparring (talk and read");
        await screen.Type("/purpose mend the till");
        await screen.WaitFor("mend the till");
        await screen.Type("SCRIPT:hello one");
        await screen.WaitFor("Hello from the fake model.");
        await screen.Type("/clear");
        var sessions = await Eventually.See(() => Mind.Rows.SessionsIn(Place.Claude.Project), rows => rows.Length == 2);
        await screen.Exit();

        Assert.Equal(
            [("sparring", "mend the till"), ("sparring", "mend the till")],
            sessions.Select(row => (row["mode"], row["purpose"]))
        );
    }

    private async Task SeesLineage(Guid session, string lineage, Guid parent)
    {
        var row = await Mind.Rows.Session(session);
        Assert.Equal((lineage, parent.ToString()), (row["lineage"], row["parent_session_id"]));
    }
}
