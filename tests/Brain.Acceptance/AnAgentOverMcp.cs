using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>The real Claude Code uses the brain's MCP tools, over stdio through the native client.</summary>
public sealed class AnAgentOverMcp(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Remembers_in_its_own_session_and_is_told_how_that_stands()
    {
        var session = await Converse(
            ["SCRIPT:hello", "SCRIPT:remember it"],
            "--mcp-config",
            Server(),
            "--allowedTools",
            "mcp__brain__remember,mcp__brain__status"
        );

        var learning = Assert.Single(
            await Mind.Rows.Learnings(session),
            row => row["text"] == "The importer needs the lock file."
        );
        Assert.Equal(("mcp", "unreviewed"), (learning["source"], learning["status"]));
        var last = Place.Model.Requests[^1].Words;
        Assert.Contains("for a person to review", last, StringComparison.Ordinal);
        Assert.Contains($"Session {session} (active", last, StringComparison.Ordinal);
        Assert.Contains("┃ [person] Purpose: SCRIPT:hello", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_the_server_in_the_plugin()
    {
        await using var place = await Workplace.WithPlugin(Mind);
        await using var talk = place.Claude.Talk("--allowedTools", "mcp__plugin_brain_brain__status");
        await talk.Say("SCRIPT:hello");
        await talk.Say("SCRIPT:pluginstatus");
        await talk.End();

        Assert.Contains(
            $"Session {talk.Session} (active",
            place.Model.Requests[^1].Words,
            StringComparison.Ordinal
        );
    }

    private string Server() =>
        JsonSerializer.Serialize(
            new
            {
                mcpServers = new
                {
                    brain = new
                    {
                        command = Mind.ClientPath,
                        args = new[] { "mcp" },
                        env = new { BRAIN_HOME = Mind.Home },
                    },
                },
            }
        );
}
