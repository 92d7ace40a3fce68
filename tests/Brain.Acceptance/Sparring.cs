namespace Brain.Acceptance;

public sealed class Sparring(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Keeps_the_agent_from_writing_and_tells_it_why()
    {
        File.Delete(Place.File("a.txt"));

        var session = await Converse(["/mode sparring", "SCRIPT:write a file"], "--permission-mode", "acceptEdits");

        Assert.False(File.Exists(Place.File("a.txt")));
        var decision = Assert.Single(await Mind.Rows.Decisions(session), row => row["event"] == "PreToolUse");
        Assert.Equal("deny", decision["decision"]);
        Assert.Contains("sparring", decision["inputs"], StringComparison.Ordinal);
        Assert.Contains("sparring", Place.Model.Requests[^1].Words, StringComparison.OrdinalIgnoreCase);
        var call = Assert.Single(await Mind.Rows.ToolCalls(session));
        Assert.Equal(("Write", "denied"), (call["tool_name"], call["status"]));
    }

    [Fact]
    public async Task Lets_the_agent_read()
    {
        var session = await Converse(["/mode sparring", "SCRIPT:batch look"], "--permission-mode", "acceptEdits");

        Assert.Contains(await Mind.Rows.ToolCalls(session), call =>
            call["tool_name"] == "Read" && call["status"] == "ok"
        );
    }
}
