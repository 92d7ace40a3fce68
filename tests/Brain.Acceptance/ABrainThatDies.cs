namespace Brain.Acceptance;

public sealed class ABrainThatDies
{
    [Fact]
    public async Task Lets_the_session_go_on_and_loses_no_event()
    {
        BrainFixture.Require();
        await using var brain = new BrainFixture();
        await brain.InitializeAsync();
        await using var place = await Workplace.With(brain);
        await File.WriteAllTextAsync(place.File("HANDOFF.md"), "# Ours\n");
        await using var talk = place.Claude.Talk();
        await talk.Say("SCRIPT:hello one");
        await brain.KillHard();

        var before = talk.Notices.Count;
        Assert.Equal("Second answer from the fake model.", (await talk.Say("SCRIPT:two unheard")).Text);
        Assert.Single(talk.Notices.Skip(before));
        Assert.Contains(Spool(brain), text => text.Contains("SCRIPT:two unheard", StringComparison.Ordinal));

        await brain.Start();
        await talk.Say("SCRIPT:three last");
        await talk.End();
        // The turn nobody heard came before the last one, and is there before it, ended as it ended.
        var turns = await brain.Rows.Turns(talk.Session);
        Assert.Equal(
            ["1 SCRIPT:hello one ok", "2 SCRIPT:two unheard ok", "3 SCRIPT:three last ok"],
            turns.Select(turn => $"{turn["turn_num"]} {turn["user_message"]} {turn["status"]}")
        );
        Assert.Equal("Second answer from the fake model.", turns[1]["assistant_response"]);
        Assert.DoesNotContain(Spool(brain), text => text.Contains("SCRIPT", StringComparison.Ordinal));

        // So it is in the project's hand-off, under what a person wrote.
        var handOff = await File.ReadAllTextAsync(place.File("HANDOFF.md"));
        Assert.StartsWith("# Ours\n\n<!-- brain:", handOff, StringComparison.Ordinal);
        Assert.Equal(
            ["## Session", "### Turn 1", "### Turn 2", "### Turn 3"],
            handOff
                .Split('\n')
                .Where(line => line.StartsWith("##", StringComparison.Ordinal))
                .Select(line =>
                    line.Split(" · ")[0].Replace($" {talk.Session.ToString()[..8]}", "", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task Is_told_of_a_session_that_ended_meanwhile()
    {
        BrainFixture.Require();
        await using var brain = new BrainFixture();
        await brain.InitializeAsync();
        await using var place = await Workplace.With(brain);
        await brain.KillHard();
        await using (var gone = place.Claude.Talk())
        {
            await gone.Say("SCRIPT:hello nobody there");
            await gone.End();
            await brain.Start();

            // The next session's hooks find that events of another wait, and somebody delivers them.
            await using var next = place.Claude.Talk();
            await next.Say("SCRIPT:two again");
            await next.End();

            var session = await Eventually.See(
                () => brain.Rows.SessionsIn(place.Claude.Project),
                rows => rows.Any(row => row["id"] == gone.Session.ToString() && row["status"] == "ended")
            );
            Assert.Contains(session, row =>
                row["id"] == gone.Session.ToString() && row["turn_count"] == "1" && row["status"] == "ended"
            );
        }
    }

    private static IEnumerable<string> Spool(BrainFixture brain) =>
        Directory
            .EnumerateFiles(brain.Home, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("spool", StringComparison.OrdinalIgnoreCase))
            .Select(File.ReadAllText);
}
