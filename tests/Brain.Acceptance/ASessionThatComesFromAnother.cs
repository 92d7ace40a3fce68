namespace Brain.Acceptance;

/// <summary>
/// What a hook can know about where a session comes from, seen on the real Claude Code. <c>/fork</c> is never
/// typed here: it leaves a daemon behind that outlives the test.
/// </summary>
public sealed class ASessionThatComesFromAnother
{
    [Fact]
    public async Task Keeps_its_id_when_it_is_resumed()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        var first = await Converse(place, "SCRIPT:hello one");

        var again = await Converse(place, "SCRIPT:two more", "--resume", first.ToString());

        Assert.Equal(first, again);
        Assert.Equal(["startup", "resume"], hook.Of("SessionStart").Select(recorded => recorded["source"]));
    }

    [Fact]
    public async Task Is_not_told_its_parent_when_it_is_forked()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        var first = await Converse(place, "SCRIPT:hello one");

        var fork = await Converse(place, "SCRIPT:two more", "--resume", first.ToString(), "--fork-session");

        var start = Assert.Single(hook.Of("SessionStart"), recorded => recorded["source"] == "fork");
        Assert.Equal(fork.ToString(), start["session_id"]);
        Assert.DoesNotContain(first.ToString(), start.Payload.ToString());
        Assert.Equal(0, start.Lines);
    }

    [Fact]
    public async Task Shares_process_and_prompt_with_what_it_was_branched_from()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        await using var screen = await place.Claude.Screen();
        await screen.Type("SCRIPT:hello one");
        await screen.WaitFor("Hello from the fake model.");
        await screen.Type("/branch");
        await screen.WaitFor("Branched session");
        await screen.Exit();

        var end = Assert.Single(hook.Of("SessionEnd"), recorded => recorded["reason"] == "resume");
        var start = Assert.Single(hook.Of("SessionStart"), recorded => recorded["source"] == "fork");
        Assert.Equal((end.Pid, end["prompt_id"]), (start.Pid, start["prompt_id"]));
        Assert.Contains(
            $$"""
            "forkedFrom":{"sessionId":"{{end["session_id"]}}"
            """,
            await File.ReadAllTextAsync(start["transcript_path"]!)
        );
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
        await Eventually.See(() => Task.FromResult(hook.Of("SessionStart").Count), count => count == 2);
        await screen.Exit();

        var end = Assert.Single(hook.Of("SessionEnd"), recorded => recorded["reason"] == "clear");
        var start = Assert.Single(hook.Of("SessionStart"), recorded => recorded["source"] == "clear");
        Assert.NotEqual(end["session_id"], start["session_id"]);
        Assert.Equal((end.Pid, end["cwd"]), (start.Pid, start["cwd"]));
        Assert.Null(start["prompt_id"]);
    }

    private static async Task<Guid> Converse(Workplace place, string prompt, params string[] arguments)
    {
        await using var talk = place.Claude.Talk(arguments);
        await talk.Say(prompt);
        await talk.End();
        return talk.Session;
    }
}
