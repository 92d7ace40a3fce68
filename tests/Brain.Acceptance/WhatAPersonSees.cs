namespace Brain.Acceptance;

/// <summary>What the real screen shows of what the brain itself answers, takes and tells.</summary>
public sealed class WhatAPersonSees(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Of_a_command_is_a_tick_and_what_was_typed()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Command("/mode sparring", "✓ /mode sparring · Mode: sparring");

        Assert.Equal("", await screen.InputBox());
        await screen.Exit();
        Assert.Empty(Place.Model.Requests);
    }

    [Fact]
    public async Task Of_a_prompt_that_the_brain_takes_is_an_empty_box()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Type("Cop, status?");
        await screen.WaitFor("✓ Cop, status?");
        Assert.Equal("", await screen.InputBox());

        await screen.TypeBehind("SCRIPT:hello one");

        await screen.WaitFor("Hello from the fake model.");
        await screen.Exit();
        Assert.Single(Place.Model.Requests);
    }

    [Fact]
    public async Task Of_a_checkpoint_is_one_word_that_parks_what_was_held()
    {
        await using var screen = await Place.Claude.Screen();
        await Hold(screen, "SCRIPT:hello book the hotel in Lisbon too");
        Assert.Equal("", await screen.InputBox());

        await screen.TypeBehind("park");

        await screen.WaitFor("✓ park · parked: SCRIPT:hello book the hotel in Lisbon too");
        Assert.Equal("", await screen.InputBox());
        await screen.Exit();
        Assert.Equal(3, Place.Model.Requests.Count);
    }

    [Fact]
    public async Task At_the_start_is_what_holds_and_who_else_is_here()
    {
        await using var first = Place.Claude.Talk();
        await first.Say("/purpose mend the till");
        await first.Say("SCRIPT:hello one");

        await using var screen = await Place.Claude.Screen();

        await screen.WaitFor("SessionStart:startup says:");
        await screen.WaitFor("is at work here: mend the till");
        await screen.Exit();
        await first.End();
    }

    [Fact]
    public async Task Of_a_held_prompt_and_a_word_in_one_line_is_the_word()
    {
        await using var screen = await Place.Claude.Screen();
        await Hold(screen, "SCRIPT:hello book the hotel in Lisbon too");

        await screen.TypeBehind("SCRIPT:hello book the hotel in Lisbon toopark");

        await screen.WaitFor("✓ park · parked: SCRIPT:hello book the hotel in Lisbon too");
        await screen.Exit();
        Assert.Equal(3, Place.Model.Requests.Count);
    }

    [Fact]
    public async Task Of_an_edit_that_failed_is_that_it_failed()
    {
        await using var screen = await Place.Claude.Screen();
        await screen.Type("SCRIPT:failedit please");

        var shown = await screen.WaitFor("Session Boss: turn 1 ");
        await screen.Exit();

        Assert.Matches(@"Session Boss: turn 1 [^\n]*\b1 failed", shown);
        Assert.DoesNotContain("refused", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_sub_agent_in_the_background_is_one_footer()
    {
        await using var screen = await Place.Claude.Screen(
            "--permission-mode",
            "acceptEdits",
            "--allowedTools",
            "Agent,Task,Read"
        );
        await screen.Type("SCRIPT:agentbg please");
        await screen.WaitFor("Session Boss: turn 1 ");

        await screen.WaitFor("The sub-agent is back.");
        // A footer would stand there by the time that the next turn has its own.
        await screen.Type("SCRIPT:hello go on");
        await screen.WaitFor("Hello from the fake model.");
        var shown = await screen.WaitFor("Session Boss: turn 3 ");
        await screen.Exit();

        Assert.DoesNotContain("Session Boss: turn 2", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_start_is_what_the_last_session_left_behind()
    {
        await using (var first = Place.Claude.Talk())
        {
            await first.Say("/purpose mend the till of the shop");
            await first.Say("SCRIPT:write please");
            await first.Say("/done");
            await first.End();
        }

        await using var screen = await Place.Claude.Screen();

        await screen.WaitFor("SessionStart:startup says:");
        await screen.WaitFor("mend the till of the shop");
        await screen.Exit();
    }

    [Fact]
    public async Task After_clear_is_what_still_holds()
    {
        File.Delete(Place.File("a.txt"));
        await using var screen = await Place.Claude.Screen();
        await screen.Command("/purpose mend the till of the shop", "✓ /purpose");
        await screen.Command("/mode sparring", "✓ /mode sparring");
        await screen.Command("/clear", "SessionStart:clear says:");
        var shown = (await screen.Read()).Split("SessionStart:clear says:")[^1];
        await screen.Type("SCRIPT:write please");
        await screen.WaitFor("Session Boss: turn 1 ");
        await screen.Exit();

        Assert.Contains("sparring", shown, StringComparison.Ordinal);
        Assert.Contains("mend the till of the shop", shown, StringComparison.Ordinal);
        Assert.False(File.Exists(Place.File("a.txt")));
    }

    // A session that has left its purpose, and a prompt that waits for a word about that.
    private static async Task Hold(ClaudeCodeScreen screen, string prompt)
    {
        await screen.Command("/purpose fix the login bug of the web shop", "✓ /purpose");
        await Say(screen, "SCRIPT:hello reproduce the login bug of the shop", 1);
        await Say(screen, "SCRIPT:hello find cheap flights from Berlin to Lisbon in June", 2);
        await Say(screen, "SCRIPT:hello which district of Lisbon is nice for a holiday with small children?", 3);
        await screen.WaitFor("Answer with one word");
        await screen.Type(prompt);
        await screen.WaitFor("Your prompt is kept");
    }

    private static async Task Say(ClaudeCodeScreen screen, string prompt, int turn)
    {
        await screen.Type(prompt);
        await screen.WaitFor($"Session Boss: turn {turn} ");
    }
}
