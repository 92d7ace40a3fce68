namespace Brain.Acceptance;

/// <summary>What a hook can know about where a session comes from, seen on the real Claude Code.</summary>
public sealed class ASessionThatComesFromAnother(ITestOutputHelper output)
{
    [Fact]
    public async Task Keeps_its_id_when_it_is_resumed()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        var first = await Converse(place, "SCRIPT:hello one");

        var again = await Converse(place, "SCRIPT:two more", "--resume", first.ToString());

        Assert.Equal(first, again);
        Assert.Equal(["startup", "resume"], hook.Of("SessionStart").Select(heard => heard["source"]));
    }

    [Fact]
    public async Task Has_an_id_of_its_own_when_it_is_forked()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        var first = await Converse(place, "SCRIPT:hello one");

        var fork = await Converse(place, "SCRIPT:two more", "--resume", first.ToString(), "--fork-session");

        foreach (var heard in hook.Heard)
            output.WriteLine($"{heard.Event} pid={heard.Pid} lines={heard.Lines} {heard.Payload}");
        Assert.NotEqual(first, fork);
    }

    [Fact]
    public async Task Shares_its_process_with_the_one_it_was_cleared_from()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        await using var screen = await place.Claude.Screen();
        await screen.Type("SCRIPT:hello one");
        await screen.WaitFor("Hello from the fake model.");

        await screen.Type("/clear");
        await Eventually.See(() => Task.FromResult(hook.Of("SessionStart").Count), count => count == 2, secondsMax: 20);
        await screen.Type("SCRIPT:two after");
        await screen.WaitFor("Second answer from the fake model.");
        await screen.Exit();

        foreach (var heard in hook.Heard)
            output.WriteLine($"{heard.Event} pid={heard.Pid} lines={heard.Lines} {heard.Payload}");
        var end = Assert.Single(hook.Of("SessionEnd"), heard => heard["reason"] == "clear");
        var start = Assert.Single(hook.Of("SessionStart"), heard => heard["source"] == "clear");
        Assert.NotEqual(end["session_id"], start["session_id"]);
        Assert.Equal(end.Pid, start.Pid);
    }

    private static async Task<Guid> Converse(Workplace place, string prompt, params string[] arguments)
    {
        await using var talk = place.Claude.Talk(arguments);
        await talk.Say(prompt);
        await talk.End();
        return talk.Session;
    }
}
