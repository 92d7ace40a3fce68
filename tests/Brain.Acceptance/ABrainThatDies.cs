namespace Brain.Acceptance;

public sealed class ABrainThatDies
{
    [Fact]
    public async Task Lets_the_session_go_on_and_loses_no_event()
    {
        ARunningBrain.Require();
        await using var brain = new ARunningBrain();
        await brain.InitializeAsync();
        await using var place = await Workplace.With(brain);
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
        var turns = await brain.Rows.Turns(talk.Session);
        Assert.Contains(turns, turn => turn["user_message"] == "SCRIPT:three last" && turn["status"] == "ok");
        Assert.Equal(
            Enumerable.Range(1, turns.Length).Select(num => num.ToString()),
            turns.Select(turn => turn["turn_num"]));
    }

    private static IEnumerable<string> Spool(ARunningBrain brain) => Directory
        .EnumerateFiles(brain.Home, "*", SearchOption.AllDirectories)
        .Where(file => file.Contains("spool", StringComparison.OrdinalIgnoreCase))
        .Select(File.ReadAllText);
}
