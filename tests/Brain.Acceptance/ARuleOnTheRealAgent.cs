namespace Brain.Acceptance;

/// <summary>A rule that a person switched on, before the real Claude Code and its model.</summary>
public sealed class ARuleOnTheRealAgent(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Keeps_it_from_the_call_and_the_model_is_told_why()
    {
        File.Delete(Place.File("a.txt"));

        var session = await Converse(
            [
                "/rule add --tool edit --path \"**/a.txt\" --deny \"Nobody writes a.txt here.\"",
                "SCRIPT:write a file",
            ],
            "--permission-mode",
            "acceptEdits"
        );

        // A rule that is not on does nothing.
        Assert.True(File.Exists(Place.File("a.txt")));
        File.Delete(Place.File("a.txt"));
        var id = (await Mind.Rows.Rules("deny"))[0]["id"]![..8];
        session = await Converse([$"/rule on {id}", "SCRIPT:write a file"], "--permission-mode", "acceptEdits");

        Assert.False(File.Exists(Place.File("a.txt")));
        var decision = Assert.Single(await Mind.Rows.Decisions(session), row => row["event"] == "PreToolUse");
        Assert.Equal("deny", decision["decision"]);
        Assert.StartsWith($"rule.{id}", decision["rule"], StringComparison.Ordinal);
        Assert.Contains("Nobody writes a.txt here.", Place.Model.Requests[^1].Words, StringComparison.Ordinal);
    }
}
