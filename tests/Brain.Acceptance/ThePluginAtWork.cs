using System.Text.RegularExpressions;

namespace Brain.Acceptance;

public sealed class ThePluginAtWork(BrainFixture brain)
{
    [Fact]
    public async Task Passes_Claude_Codes_own_validation()
    {
        await using var place = await Workplace.Plain();

        foreach (var path in new[] { Workplace.Checkout(), Path.Combine(Workplace.Checkout(), "client/claude-code") })
        {
            var run = await place.Claude.Run("plugin", "validate", "--strict", path);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
        }
    }

    [Fact]
    public async Task Costs_every_session_few_tokens()
    {
        await using var place = await Workplace.WithPlugin(brain);

        var run = await place.Claude.Run("plugin", "details", "brain");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var always = Regex.Match(
            run.Output,
            @"Always-on:\s+~(?<tokens>\d+) tok",
            RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
        );
        Assert.True(always.Success, run.Output);
        // docs/mcp.md states it.
        Assert.InRange(int.Parse(always.Groups["tokens"].Value), 1, 400);
        Assert.Contains("MCP servers (1)  brain", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_a_session_from_start_to_end()
    {
        await using var place = await Workplace.WithPlugin(brain);
        await using var talk = place.Claude.Talk();
        await talk.Say("SCRIPT:bash one");
        await talk.Say("SCRIPT:two more");
        await talk.End();

        await brain.Rows.ClosedTurns(talk.Session, count: 2);
        await Eventually.See(() => brain.Rows.Session(talk.Session), row => row["status"] == "ended");
        Assert.Equal(
            $"""
            session {talk.Session.ToString()[..8]} ended execution purpose "SCRIPT:bash one"
            turn 1 ok "SCRIPT:bash one" -> "Bash said hi." tools 1
            tool Bash ok
            turn 2 ok "SCRIPT:two more" -> "Second answer from the fake model." tools 0

            """,
            await RowsAsText.Of([talk.Session], brain.Rows)
        );
    }

    [Theory]
    [InlineData("/purpose ship the parser", "purpose", "ship the parser")]
    [InlineData("/brain:purpose ship the parser", "purpose", "ship the parser")]
    [InlineData("/mode debug", "mode", "debug")]
    [InlineData("/brain:budget 50k", "budget_cap", "50000")]
    public async Task Answers_commands_by_bare_and_full_name(string command, string column, string value)
    {
        await using var place = await Workplace.WithPlugin(brain);
        await using var talk = place.Claude.Talk();
        await talk.Say(command);
        await talk.End();

        Assert.Empty(place.Model.Requests);
        Assert.Equal(value, (await brain.Rows.Session(talk.Session))[column]);
        Assert.Empty(await brain.Rows.Turns(talk.Session));
    }

    [Fact]
    public async Task Cannot_be_switched_off_by_the_agent_when_hard()
    {
        BrainFixture.Require();
        await using var alone = new BrainFixture();
        await alone.InitializeAsync();
        await using var place = await Workplace.WithPlugin(alone, "--config", "hard=true");
        place.Claude.Variables["IS_SANDBOX"] = "1";
        await using var talk = place.Claude.Talk("--permission-mode", "bypassPermissions");
        await talk.Say("/purpose ship the parser");
        await talk.Say("SCRIPT:unplug off");
        await Eventually.See(() => alone.Rows.Drift(talk.Session), rows => rows.Length > 0);
        await talk.Say("SCRIPT:two more");
        await talk.End();

        Assert.Contains(await alone.Rows.Decisions(talk.Session), row => row["rule"] == "config.tamper");
        Assert.Equal("SCRIPT:two more", (await alone.Rows.ClosedTurns(talk.Session, count: 2))[^1]["user_message"]);
    }

    [Fact]
    public async Task Stands_aside_where_there_is_no_brain()
    {
        await using var place = await Workplace.Plain();
        place.Claude.Variables["BRAIN_HOME"] = place.Scratch.Folder("no-brain");
        await place.AddPlugin();
        await using var talk = place.Claude.Talk();

        Assert.Equal("Bash said hi.", (await talk.Say("SCRIPT:bash go")).Text);

        await talk.End();
        Assert.Equal(2, place.Model.Requests.Count);
        Assert.Empty(talk.Notices);
    }
}
