namespace Brain.Acceptance;

/// <summary>What a hook hears when the person presses Esc, seen on the real Claude Code.</summary>
public sealed class EscapeOnTheRealScreen
{
    [Fact]
    public async Task Ends_a_turn_without_any_event()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        await using var screen = await place.Claude.Screen("--allowedTools", "Bash");
        await screen.Type("SCRIPT:longbash wait");
        await Eventually.See(() => Task.FromResult(hook.Of("PreToolUse").Count), count => count == 1);
        await screen.Press("Escape");
        await screen.WaitFor("Interrupted");

        await screen.Type("SCRIPT:two more");
        await screen.WaitFor("Second answer from the fake model.");
        await screen.Exit();

        Assert.Single(hook.Of("Stop"));
        Assert.Empty(hook.Of("PostToolUse"));
        Assert.Empty(hook.Of("PostToolUseFailure"));
    }
}
