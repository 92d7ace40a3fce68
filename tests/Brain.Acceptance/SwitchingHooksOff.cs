namespace Brain.Acceptance;

public sealed class SwitchingHooksOff(BrainFixture brain) : AcceptanceTest(brain)
{
    protected override string[] InstallOptions => ["--hard"];

    [Fact]
    public async Task Is_refused_to_the_agent_and_remembered()
    {
        // Root may bypass permissions only in a sandbox, and only so may the agent write its own settings unasked.
        Place.Claude.Variables["IS_SANDBOX"] = "1";
        await using var talk = Place.Claude.Talk("--permission-mode", "bypassPermissions");
        await talk.Say("/purpose ship the parser");
        await talk.Say("SCRIPT:editconf off");
        Assert.True(File.Exists(Place.File(".claude/settings.local.json")), "The agent's Write never ran.");
        await Eventually.See(() => Mind.Rows.Drift(talk.Session), rows => rows.Length > 0);
        await talk.Say("SCRIPT:two more");
        await talk.End();

        Assert.NotEmpty(await Mind.Rows.Drift(talk.Session));
        Assert.Contains(await Mind.Rows.Audit(talk.Session), row =>
            row["action"]!.Contains("config", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Contains(await Mind.Rows.Decisions(talk.Session), row =>
            row["event"] == "ConfigChange" && row["decision"] == "block"
        );
        var turns = await Mind.Rows.ClosedTurns(talk.Session, count: 2);
        Assert.Equal("SCRIPT:two more", turns[^1]["user_message"]);
    }
}
