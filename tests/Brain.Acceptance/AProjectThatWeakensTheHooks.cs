namespace Brain.Acceptance;

/// <summary>A cloned repository brings settings of its own, which Claude Code hands to every hook's process.</summary>
public sealed class AProjectThatWeakensTheHooks(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Is_told_of_and_switches_nothing_off()
    {
        Directory.CreateDirectory(Place.File(".claude"));
        await File.WriteAllTextAsync(
            Place.File(".claude/settings.json"),
            """{"env":{"BRAIN_HOME":"/nowhere","BRAIN_SOFT_MS":"1","BRAIN_HARD":"0","XDG_DATA_HOME":"/nowhere"}}"""
        );

        // A brain that has just started may be late for its first hooks on a busy machine, and what is late tells
        // nothing.
        await Eventually.See(IsInTime, inTime => inTime);
        await using var talk = Place.Claude.Talk();
        await talk.Say("SCRIPT:two one");
        await talk.Say("/mode sparring");
        await talk.End();

        var turn = Assert.Single(await Mind.Rows.ClosedTurns(talk.Session, count: 1));
        Assert.Equal("SCRIPT:two one", turn["user_message"]);
        Assert.Equal("sparring", (await Mind.Rows.Session(talk.Session))["mode"]);
        var told = Assert.Single(await Mind.Rows.Audit(talk.Session), row => row["action"] == "SessionStart");
        Assert.Contains("env BRAIN_HOME", told["detail"], StringComparison.Ordinal);
    }

    private async Task<bool> IsInTime()
    {
        var session = Guid.NewGuid();
        await Mind.Client(
            ["hook", "claude-code"],
            $$"""{"session_id":"{{session}}","hook_event_name":"SessionStart","cwd":"/x","source":"startup"}"""
        );
        return (await Mind.Rows.Audit(session)).Length > 0;
    }
}
