using Brain.Tests.Personas;

namespace Brain.Tests.Hooks;

/// <summary>What a footer and a hand-off say of a turn is what happened in it.</summary>
public sealed class ATurnToldTruly(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Calls_failed_what_failed_before_any_hook()
    {
        await _talk.Prompt("mend the till");

        var answer = await Batch("Edit", "<tool_use_error>String to replace not found in file.</tool_use_error>");

        Assert.Contains(
            "This tool call failed (Edit)",
            (string?)answer["hookSpecificOutput"]?["additionalContext"],
            StringComparison.Ordinal
        );
        var footer = (await _talk.Stop())[0];
        Assert.Contains("1 failed", footer, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", footer, StringComparison.Ordinal);
        Assert.Equal(
            ["errored | String to replace not found in file."],
            await _talk.Rows("select status, error from v2.tool_calls where session_id = '{0}'")
        );
    }

    [Theory]
    [InlineData("PreToolUse:Edit hook error: not today")]
    [InlineData("<tool_use_error>Error: No such tool available: Edit.</tool_use_error>")]
    public async Task Calls_refused_what_was_refused(string response)
    {
        await _talk.Prompt("mend the till");
        await Batch("Edit", response);

        Assert.Contains("1 refused", (await _talk.Stop())[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_a_failure_that_is_delivered_twice_once()
    {
        await _talk.Prompt("mend the till");
        await Batch("Edit", "<tool_use_error>not found</tool_use_error>");

        Assert.Null((await Batch("Edit", "<tool_use_error>not found</tool_use_error>"))["hookSpecificOutput"]);
    }

    [Fact]
    public async Task Has_no_second_footer_for_a_background_agent()
    {
        await _talk.Turn("mend the till");
        await _talk.Prompt("<task-notification>\n<task-id>a1</task-id>\n</task-notification>");

        Assert.Equal([""], await _talk.Stop("The agent is back."));
        Assert.StartsWith("🪑 Session Boss: turn 3", (await _talk.Turn("go on"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hands_on_what_was_refused_as_refused()
    {
        await _talk.Command("mode", "sparring");
        await _talk.Prompt("hold the time to live");
        await _talk.Hook(
            "PreToolUse",
            ("tool_name", "Write"),
            ("tool_use_id", "toolu_w"),
            ("tool_input", new { file_path = $"{_talk.Project}/src/session.js" })
        );
        await _talk.Stop("Done: src/session.js holds the time to live.");

        var text = await silo.Socket.GetStringAsync(
            $"/sessions/{_talk.Id}/handoff?prompt={_talk.LastPrompt}",
            TestContext.Current.CancellationToken
        );

        Assert.Contains("- Refused: Write src/session.js\n", text, StringComparison.Ordinal);
        Assert.Contains("- Tools: Write (refused)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("- Outcome: Done", text, StringComparison.Ordinal);
        Assert.Contains("- The assistant said: Done: src/session.js", text, StringComparison.Ordinal);
    }

    private Task<System.Text.Json.Nodes.JsonObject> Batch(string tool, string response) =>
        _talk.Hook(
            "PostToolBatch",
            (
                "tool_calls",
                new[]
                {
                    new
                    {
                        tool_name = tool,
                        tool_use_id = "toolu_b",
                        tool_input = new { file_path = $"{_talk.Project}/a.cs" },
                        tool_response = response,
                    },
                }
            )
        );
}
