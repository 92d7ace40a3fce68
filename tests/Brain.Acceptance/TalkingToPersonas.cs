namespace Brain.Acceptance;

/// <summary>What a person types in the real Claude Code to and of personas, and reads there.</summary>
public sealed class TalkingToPersonas(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Shows_a_line_of_theirs_under_each_turn()
    {
        await using var talk = Place.Claude.Talk();
        await talk.Say($"/persona create {Name("Steve")} 🔧 \"APIs\"");
        await talk.Say("SCRIPT:hello one");
        await talk.End();

        Assert.Contains(talk.Notices, text =>
            text.StartsWith("Stop says:", StringComparison.Ordinal)
            && text.Contains($"🔧 {Name("Steve")} (APIs): no external calls this turn", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["1"],
            await Mind.Database.Query<string>(
                "select turn_num::text from v2.persona_comments c join v2.personas p on p.id = c.persona_id "
                    + $"where p.name = '{Name("Steve")}' and c.session_id = '{talk.Session}'"
            )
        );
    }

    [Fact]
    public async Task Costs_no_model_request_and_no_turn()
    {
        await using var talk = Place.Claude.Talk();
        string[] lines =
        [
            $"/persona create {Name("Anna")} 🔧 \"APIs\"",
            "/persona list",
            $"/checkin {Name("Anna")}",
            $"/ask {Name("Anna")} what do you know?",
            "/broadcast what do you know?",
            $"/rate {Name("Anna")} useful",
            "/brain:undo",
            "/done",
        ];
        var told = new List<string>();
        foreach (var line in lines)
            told.Add((await talk.Say(line)).Text + string.Concat(talk.Notices));
        await talk.End();

        Assert.Empty(Place.Model.Requests);
        Assert.Empty(await Mind.Rows.Turns(talk.Session));
        Assert.All(told, Assert.NotEmpty);
        Assert.Equal(
            [
                "command.ask",
                "command.broadcast",
                "command.checkin",
                "command.done",
                "command.persona",
                "command.rate",
                "command.undo",
            ],
            await Mind.Database.Query<string>(
                $"select distinct rule from v2.decisions where session_id = '{talk.Session}' order by 1"
            )
        );
    }

    [Fact]
    public async Task Takes_the_last_turn_back_when_told_twice()
    {
        await using var talk = Place.Claude.Talk();
        await talk.Say("SCRIPT:hello one");
        await talk.Say("SCRIPT:two more");
        await talk.Say("/brain:undo");
        await talk.Say("/brain:undo yes");
        await talk.Say("SCRIPT:three last");
        await talk.End();

        var turns = await Mind.Rows.ClosedTurns(talk.Session, count: 2);
        Assert.Equal(["SCRIPT:hello one", "SCRIPT:three last"], turns.Select(turn => turn["user_message"]));
        Assert.Equal(["1", "2"], turns.Select(turn => turn["turn_num"]));
    }

    [Fact]
    public async Task Answers_who_is_spoken_to_by_name()
    {
        await using var talk = Place.Claude.Talk();
        await talk.Say($"/persona create {Name("Bruno")} 🔧 \"APIs\"");
        await talk.Say($"{Name("Bruno")}, status?");
        await talk.End();

        Assert.Empty(Place.Model.Requests);
        Assert.Empty(await Mind.Rows.Turns(talk.Session));
    }

    [Fact]
    public async Task Leaves_the_agents_own_undo_alone()
    {
        await using var talk = Place.Claude.Talk();
        await talk.Say("SCRIPT:hello one");
        await talk.Say("/undo");
        await talk.End();

        Assert.Empty(
            await Mind.Database.Query<string>(
                $"select id::text from v2.decisions where session_id = '{talk.Session}' and rule = 'command.undo'"
            )
        );
    }

    // The brain is one for all tests of this class, and a name is somebody's.
    private string Name(string name) =>
        name + string.Concat(Place.Claude.Project.Where(char.IsAsciiLetter).TakeLast(4));
}
